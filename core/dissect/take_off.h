#pragma once

#include <cstring>

#include "core/base/bytes.h"

namespace flowstat::dissect {

/// Takes a T off the front of `octets`; false, and nothing is taken, if there is none.
template <class T>
bool take_off(Bytes& octets, T& to) {
  if (octets.size() < sizeof to) return false;
  std::memcpy(&to, octets.data(), sizeof to);
  octets = octets.subspan(sizeof to);
  return true;
}

/// The same of `count` octets.
inline bool take_off(Bytes& octets, std::uint64_t count, Bytes& to) {
  if (octets.size() < count) return false;
  to = octets.first(count);
  octets = octets.subspan(count);
  return true;
}

}  // namespace flowstat::dissect
