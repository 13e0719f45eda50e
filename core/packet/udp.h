#pragma once

#include <cstdint>

#include "core/base/bytes.h"
#include "core/packet/defect.h"

namespace flowstat {

/// A UDP header. RFC 768.
struct Udp {
  std::uint16_t src_port = 0;
  std::uint16_t dst_port = 0;
  std::uint16_t length_bytes = 0;  ///< Header and payload, as sent. 0: jumbogram, RFC 2675 §4.
  std::uint16_t checksum = 0;      ///< As sent. 0: none computed (IPv4 only, RFC 8200 §8.1).
};

/// Decodes the header at the front of `bytes`.
///
/// Defects: truncated, if fewer than 8 octets were captured (ports are set from 4 octets on,
/// length_bytes from 6 on); bad_length, if length_bytes is 1..7.
/// Same meaning as Wireshark's udp.srcport, udp.dstport, udp.length, udp.checksum.
Decoded<Udp> decode_udp(Bytes bytes);

}  // namespace flowstat
