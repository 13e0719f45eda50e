#pragma once

#include <cstdint>

#include "core/base/bytes.h"

namespace flowstat {

/// The first option that `is_wanted(option)` takes, among options of the form that IPv4 and TCP
/// share: kind, length of the whole, value; kinds 0 (end of list) and 1 (no operation) are single
/// octets. RFC 791 §3.1, RFC 9293 §3.1.
///
/// `option` is the whole of one, of at least two octets. Empty if none is wanted. The search ends
/// at the end of the list and at an option that is too long or shorter than its own two octets.
template <class IsWanted>
Bytes find_option(Bytes options, IsWanted is_wanted) {
  constexpr std::uint8_t kEndOfList = 0;
  constexpr std::uint8_t kNoOperation = 1;
  while (!options.empty() && options[0] != kEndOfList) {
    std::size_t size = 1;
    if (options[0] != kNoOperation) {
      if (options.size() < 2 || options[1] < 2 || options[1] > options.size()) return {};
      size = options[1];
      if (const Bytes option = options.first(size); is_wanted(option)) return option;
    }
    options = options.subspan(size);
  }
  return {};
}

}  // namespace flowstat
