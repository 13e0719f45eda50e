#pragma once

#include <cstdint>

#include "core/base/bytes.h"
#include "core/packet/defect.h"

namespace flowstat {

/// The common header of an SCTP packet. RFC 9260 §3.1. Chunks are payload and not decoded.
struct Sctp {
  std::uint16_t src_port = 0;
  std::uint16_t dst_port = 0;
  std::uint32_t verification_tag = 0;
  std::uint32_t checksum = 0;
};

/// Decodes the header at the front of `bytes`.
/// Defects: truncated, below 12 octets (ports are set from 4 octets on).
Decoded<Sctp> decode_sctp(Bytes bytes);

}  // namespace flowstat
