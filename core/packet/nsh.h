#pragma once

#include <cstdint>

#include "core/base/bytes.h"
#include "core/packet/defect.h"
#include "core/packet/layer.h"

namespace flowstat {

/// A network service header. RFC 8300 §2.
struct Nsh {
  std::uint8_t next_protocol = 0;  ///< See protocol_of_nsh().
  std::uint32_t path_id = 0;       ///< 24 bits.
  std::uint16_t header_bytes = 0;  ///< With the metadata.
};

/// Decodes the header at the front of `bytes`. Metadata is skipped, not decoded.
/// Defects: truncated, if it was not captured to its end; bad_header_length, if it is below its
/// fixed eight octets.
Decoded<Nsh> decode_nsh(Bytes bytes);

/// The protocol that a number of RFC 8300 §2.2 stands for; VXLAN-GPE has the same ones.
Protocol protocol_of_nsh(std::uint8_t next_protocol);

}  // namespace flowstat
