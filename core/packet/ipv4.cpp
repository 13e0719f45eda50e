#include "core/packet/ipv4.h"

#include "core/packet/options.h"
#include "core/packet/walk.h"

namespace flowstat {

namespace {

constexpr std::size_t kLeastHeaderBytes = 20;
constexpr std::uint8_t kLooseSourceRoute = 131;
constexpr std::uint8_t kStrictSourceRoute = 137;

/// The last address of a source route option, unless its pointer is beyond it or at no address.
std::optional<IpAddress> route_end(Bytes option) {
  if (option.size() < 7) return std::nullopt;
  const std::size_t pointer = option[2];  // counts from 1; 4 is the first address
  if (pointer < 4 || pointer % 4 != 0 || pointer > option.size()) return std::nullopt;
  return IpAddress::v4(option.data() + option.size() - 4);
}

bool is_v6(Bytes bytes) {
  return !bytes.empty() && bytes[0] >> 4 == 6;
}

void note(const Ipv4& ip, Walk& walk) {
  if (walk.in_error) return;
  Packet& packet = walk.packet;
  if (packet.has_ports) packet.leave_transport();
  packet.src = ip.src;
  packet.dst = ip.dst;
  packet.is_rerouted = false;
  if (!ip.options.empty()) {
    packet.dst = source_route_end(ip.options).value_or(ip.dst);
    packet.is_rerouted = packet.dst != ip.dst;
  }
  packet.ip_protocol = ip.protocol;
  packet.is_fragment = ip.is_fragment();
  packet.ip_bytes = ip.total_bytes > 0 ? ip.total_bytes : walk.sent_bytes;
}

/// What the fixed part of the header says against itself.
Defect defect_of(int version, const Ipv4& ip) {
  if (version != 4) return Defect::bad_version;
  if (ip.header_bytes < kLeastHeaderBytes) return Defect::bad_header_length;
  if (ip.total_bytes != 0 && ip.total_bytes < ip.header_bytes) return Defect::bad_length;
  return Defect::none;
}

}  // namespace

std::optional<IpAddress> source_route_end(Bytes options) {
  return route_end(find_option(options, [](Bytes option) {
    return option[0] == kLooseSourceRoute || option[0] == kStrictSourceRoute;
  }));
}

Decoded<Ipv4> decode_ipv4(Bytes bytes) {
  Decoded<Ipv4> decoded{{}, Defect::truncated};
  if (bytes.size() < kLeastHeaderBytes) return decoded;
  Ipv4& ip = decoded.header;
  const std::uint8_t* at = bytes.data();
  const auto fragment = load_big_endian<std::uint16_t>(at + 6);
  ip.header_bytes = static_cast<std::uint8_t>((at[0] & 15) * 4);
  ip.dscp = at[1] >> 2;
  ip.total_bytes = load_big_endian<std::uint16_t>(at + 2);
  ip.id = load_big_endian<std::uint16_t>(at + 4);
  ip.more_fragments = (fragment & 0x2000) != 0;
  ip.fragment_offset = fragment & 0x1fff;
  ip.ttl = at[8];
  ip.protocol = at[9];
  ip.src = IpAddress::v4(at + 12);
  ip.dst = IpAddress::v4(at + 16);
  decoded.defect = defect_of(at[0] >> 4, ip);
  if (decoded.defect == Defect::bad_version || decoded.defect == Defect::bad_header_length)
    return decoded;
  const std::size_t header_bytes = std::min<std::size_t>(ip.header_bytes, bytes.size());
  ip.options = bytes.subspan(kLeastHeaderBytes, header_bytes - kLeastHeaderBytes);
  if (decoded.defect == Defect::none && header_bytes < ip.header_bytes)
    decoded.defect = Defect::truncated;
  return decoded;
}

void walk_ipv4(Walk& walk) {
  const auto [ip, defect] = decode_ipv4(walk.rest);
  if (defect == Defect::bad_version && is_v6(walk.rest)) {
    // Tunnels carry IPv6 under protocol 4 as well; what the header says of itself counts.
    walk.next = Protocol::ipv6;
    return;
  }
  const bool is_cut = defect == Defect::truncated && walk.rest.size() >= kLeastHeaderBytes;
  if (defect != Defect::none && !is_cut) return walk.stop(defect);
  note(ip, walk);
  if (ip.total_bytes > 0) walk.limit(ip.total_bytes);
  walk.is_fragment |= ip.is_fragment();
  walk.enter(Protocol::ipv4, ip.header_bytes);
  if (is_cut) return walk.stop(defect);
  if (ip.fragment_offset == 0) walk.next = protocol_of_ip(ip.protocol);
}

}  // namespace flowstat
