#pragma once

#include <charconv>
#include <cstdint>
#include <cstring>

namespace flowstat {

/// A number of the command line; 0 where `text` is none.
inline std::uint64_t number(const char* text) {
  std::uint64_t value = 0;
  std::from_chars(text, text + std::strlen(text), value);
  return value;
}

}  // namespace flowstat
