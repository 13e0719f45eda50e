#pragma once

#include <cstdint>
#include <optional>

#include "core/base/address.h"
#include "core/base/bytes.h"
#include "core/packet/defect.h"

namespace flowstat {

/// An IPv4 header. RFC 791 §3.1.
struct Ipv4 {
  std::uint8_t header_bytes = 0;  ///< With options, as the IHL field says.
  std::uint8_t dscp = 0;          ///< RFC 2474.
  std::uint16_t total_bytes = 0;  ///< As sent. 0: the sender left it to its network card.
  std::uint16_t id = 0;
  bool more_fragments = false;
  std::uint16_t fragment_offset = 0;  ///< In units of 8 octets.
  std::uint8_t ttl = 0;
  std::uint8_t protocol = 0;
  IpAddress src;
  IpAddress dst;
  Bytes options;  ///< As captured.

  bool is_fragment() const { return more_fragments || fragment_offset > 0; }
};

/// Decodes the header at the front of `bytes`; the result borrows from `bytes`.
///
/// Defects: truncated, if fewer than 20 octets (header is then all zero) or not all options were
/// captured; bad_version; bad_header_length, if the IHL is below 5; bad_length, if total_bytes is
/// below the header's. Same meaning as Wireshark's ip.hdr_len, ip.len, ip.id, ip.ttl, ip.proto.
Decoded<Ipv4> decode_ipv4(Bytes bytes);

/// The last address of a strict or loose source route that is not yet used up: where the datagram
/// is really bound for. RFC 791 §3.1; Wireshark takes it for ip.dst.
std::optional<IpAddress> source_route_end(Bytes options);

}  // namespace flowstat
