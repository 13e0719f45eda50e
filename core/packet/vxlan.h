#pragma once

#include <cstdint>

#include "core/base/bytes.h"
#include "core/packet/defect.h"

namespace flowstat {

/// A VXLAN header. RFC 7348 §5.
struct Vxlan {
  bool has_network = false;   ///< The flag that every VXLAN packet has.
  std::uint32_t network = 0;  ///< VNI, 24 bits.
};

/// Decodes the header at the front of `bytes`.
/// Defects: truncated, below 8 octets (the header is then all zero).
Decoded<Vxlan> decode_vxlan(Bytes bytes);

}  // namespace flowstat
