#pragma once

#include <string>

#include "core/dissect/engine/wireshark.h"

namespace flowstat::dissect {

/// Wiretap's words; the detail that it adds is ours to free.
inline std::string words_of(int error, char* info) {
  std::string words = wtap_strerror(error);
  if (info != nullptr) words.append(" (").append(info).append(")");
  g_free(info);
  return words;
}

}  // namespace flowstat::dissect
