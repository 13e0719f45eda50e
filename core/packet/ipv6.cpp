#include "core/packet/ipv6.h"

#include "core/packet/ipv6_extension.h"
#include "core/packet/walk.h"

namespace flowstat {

namespace {

constexpr std::size_t kHeaderBytes = 40;
constexpr std::uint8_t kHopByHop = 0;

/// Behind the header, as sent.
std::uint32_t payload_bytes(const Ipv6& ip, Bytes behind) {
  if (ip.payload_bytes > 0 || ip.next_header != kHopByHop) return ip.payload_bytes;
  return jumbo_payload_bytes(behind).value_or(0);
}

void note(const Ipv6& ip, std::uint32_t payload_bytes, Walk& walk) {
  if (walk.in_error) return;
  Packet& packet = walk.packet;
  if (packet.has_ports) packet.leave_transport();
  packet.src = ip.src;
  packet.dst = ip.dst;
  packet.ip_protocol = ip.next_header;
  // is_fragment stays: IPv6 inside a fragment says nothing of its own about that, as in Wireshark.
  packet.is_rerouted = false;
  packet.ip_bytes = std::uint32_t{kHeaderBytes} + payload_bytes;
}

}  // namespace

Decoded<Ipv6> decode_ipv6(Bytes bytes) {
  Decoded<Ipv6> decoded{{}, Defect::truncated};
  if (bytes.size() < kHeaderBytes) return decoded;
  Ipv6& ip = decoded.header;
  const std::uint8_t* at = bytes.data();
  const auto first = load_big_endian<std::uint32_t>(at);
  ip.dscp = static_cast<std::uint8_t>(first >> 22 & 0x3f);
  ip.flow_label = first & 0xfffff;
  ip.payload_bytes = load_big_endian<std::uint16_t>(at + 4);
  ip.next_header = at[6];
  ip.hop_limit = at[7];
  ip.src = IpAddress::v6(at + 8);
  ip.dst = IpAddress::v6(at + 24);
  decoded.defect = first >> 28 == 6 ? Defect::none : Defect::bad_version;
  return decoded;
}

void walk_ipv6(Walk& walk) {
  const auto [ip, defect] = decode_ipv6(walk.rest);
  if (defect != Defect::none) return walk.stop(defect);
  walk.enter(Protocol::ipv6, kHeaderBytes);
  const std::uint32_t sent_bytes = payload_bytes(ip, walk.rest);
  note(ip, sent_bytes, walk);
  walk.limit(sent_bytes);
  walk.next = protocol_of_ip(ip.next_header);
}

}  // namespace flowstat
