#pragma once

#include <cstdint>

#include "core/base/bytes.h"
#include "core/packet/defect.h"

namespace flowstat {

/// One entry of an MPLS label stack. RFC 3032 §2.1.
struct Mpls {
  std::uint32_t label = 0;  ///< 20 bits.
  std::uint8_t traffic_class = 0;
  bool is_last = false;  ///< The bottom of the stack.
  std::uint8_t ttl = 0;
};

/// Decodes the entry at the front of `bytes`. Nothing in it names what the stack carries.
/// Defects: truncated, below 4 octets (the entry is then all zero).
Decoded<Mpls> decode_mpls(Bytes bytes);

}  // namespace flowstat
