#pragma once

#include <cstdint>

#include "core/base/bytes.h"
#include "core/packet/defect.h"

namespace flowstat {

/// The tag of provider backbone bridging, with the customer's addresses. IEEE 802.1Q §9.7
/// (802.1ah).
struct Backbone {
  std::uint32_t service_id = 0;  ///< 24 bits.
  std::uint16_t type = 0;        ///< EtherType of what follows.
};

/// Decodes the tag at the front of `bytes`. The customer's addresses are skipped, not decoded.
/// Defects: truncated, below 18 octets (the tag is then all zero).
Decoded<Backbone> decode_backbone(Bytes bytes);

}  // namespace flowstat
