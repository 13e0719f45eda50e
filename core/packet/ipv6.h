#pragma once

#include <cstdint>

#include "core/base/address.h"
#include "core/base/bytes.h"
#include "core/packet/defect.h"

namespace flowstat {

/// An IPv6 header; its extension headers are layers of their own. RFC 8200 §3.
struct Ipv6 {
  std::uint8_t dscp = 0;            ///< RFC 2474.
  std::uint32_t flow_label = 0;     ///< RFC 6437.
  std::uint16_t payload_bytes = 0;  ///< Behind this header, as sent. 0: nothing, or a jumbogram.
  std::uint8_t next_header = 0;
  std::uint8_t hop_limit = 0;
  IpAddress src;
  IpAddress dst;
};

/// Decodes the header at the front of `bytes`.
///
/// Defects: truncated, below 40 octets (header is then all zero); bad_version.
/// Same meaning as Wireshark's ipv6.plen, ipv6.nxt, ipv6.hlim.
Decoded<Ipv6> decode_ipv6(Bytes bytes);

}  // namespace flowstat
