#pragma once

#include <cstdint>

#include "core/base/bytes.h"
#include "core/packet/defect.h"

namespace flowstat {

/// A header of VXLAN that says what it carries. draft-ietf-nvo3-vxlan-gpe §3.
struct VxlanGpe {
  bool has_next_protocol = false;
  std::uint8_t next_protocol = 0;  ///< See protocol_of_nsh().
  std::uint32_t network = 0;       ///< VNI, 24 bits.
};

/// Decodes the header at the front of `bytes`.
/// Defects: truncated, below 8 octets (the header is then all zero).
Decoded<VxlanGpe> decode_vxlan_gpe(Bytes bytes);

}  // namespace flowstat
