#pragma once

#include <cstdint>

#include "core/base/bytes.h"
#include "core/packet/defect.h"

namespace flowstat {

/// A frame relay header, with the octets of RFC 2427 or the EtherType of Cisco. ITU-T Q.922 §3.
struct FrameRelay {
  std::uint32_t dlci = 0;        ///< Of addresses of two octets; of longer ones their upper part.
  std::uint8_t nlpid = 0;        ///< RFC 2427 §3; 0 in the form of Cisco.
  std::uint16_t ether_type = 0;  ///< In the form of Cisco; else 0.
  std::uint8_t header_bytes = 0;
};

/// Decodes the header at the front of `bytes`.
/// Defects: truncated, if it was not captured to its end (the header is then all zero);
/// bad_header_length, if the address does not end within four octets.
Decoded<FrameRelay> decode_frame_relay(Bytes bytes);

}  // namespace flowstat
