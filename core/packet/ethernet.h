#pragma once

#include <cstdint>

#include "core/base/address.h"
#include "core/base/bytes.h"
#include "core/packet/defect.h"

namespace flowstat {

/// An Ethernet header. IEEE 802.3 §3.2.
struct Ethernet {
  MacAddress dst;
  MacAddress src;
  std::uint16_t type = 0;  ///< EtherType; below 0x600 a length, and LLC follows.
};

/// Decodes the header at the front of `bytes`.
/// Defects: truncated, below 14 octets (the header is then all zero).
Decoded<Ethernet> decode_ethernet(Bytes bytes);

}  // namespace flowstat
