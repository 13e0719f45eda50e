#pragma once

#include <cstdint>

#include "core/base/address.h"
#include "core/base/bytes.h"
#include "core/packet/defect.h"

namespace flowstat {

/// An IPv6 routing header. RFC 8200 §4.4.
struct Ipv6Routing {
  std::uint8_t next_header = 0;
  std::uint16_t header_bytes = 0;
  std::uint8_t type = 0;  ///< 0 source route, 2 mobile, 4 segment routing.
  std::uint8_t segments_left = 0;
  IpAddress final_dst;  ///< Where the packet ends up; version 0 if it is there or unknown.
};

/// Decodes the header at the front of `bytes`.
///
/// final_dst is known for type 0 (RFC 2460 §4.4), 2 (RFC 6275 §6.4) and 4 (RFC 8754 §2), not for
/// the compressed addresses of type 3 (RFC 6554). Defects: truncated, if it was not captured to its
/// end.
Decoded<Ipv6Routing> decode_ipv6_routing(Bytes bytes);

}  // namespace flowstat
