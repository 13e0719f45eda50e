#include "core/packet/ipv6_routing.h"

#include "core/packet/walk.h"

namespace flowstat {

namespace {

constexpr std::size_t kFixedBytes = 8;
constexpr std::size_t kAddressBytes = 16;
constexpr std::uint8_t kSourceRoute = 0;
constexpr std::uint8_t kMobile = 2;
constexpr std::uint8_t kSegmentRouting = 4;

/// A source route ends with its last address, a segment list, which runs backwards, with its first;
/// a mobile node has one home address.
IpAddress final_dst(std::uint8_t type, Bytes header) {
  const std::size_t addresses = (header.size() - kFixedBytes) / kAddressBytes;
  if (addresses == 0) return {};
  const std::uint8_t* first = header.data() + kFixedBytes;
  switch (type) {
    case kSourceRoute: return IpAddress::v6(first + (addresses - 1) * kAddressBytes);
    case kMobile:
    case kSegmentRouting: return IpAddress::v6(first);
    default: return {};
  }
}

void note(const Ipv6Routing& routing, Walk& walk) {
  if (walk.in_error) return;
  Packet& packet = walk.packet;
  packet.ip_protocol = routing.next_header;
  // Protocol 43 comes in stray IPv4 datagrams too, where it names no destination.
  if (routing.final_dst.version == 0 || packet.src.version != 6) return;
  packet.dst = routing.final_dst;
  packet.is_rerouted = true;
}

}  // namespace

Decoded<Ipv6Routing> decode_ipv6_routing(Bytes bytes) {
  ByteReader in(bytes);
  Ipv6Routing routing;
  routing.next_header = in.u8();
  routing.header_bytes = static_cast<std::uint16_t>((in.u8() + 1) * 8);
  routing.type = in.u8();
  routing.segments_left = in.u8();
  if (!in.ok()) return {{}, Defect::truncated};
  if (bytes.size() < routing.header_bytes) return {routing, Defect::truncated};
  if (routing.segments_left > 0)
    routing.final_dst = final_dst(routing.type, bytes.first(routing.header_bytes));
  return {routing};
}

void walk_ipv6_routing(Walk& walk) {
  const auto [routing, defect] = decode_ipv6_routing(walk.rest);
  if (routing.header_bytes == 0) return walk.stop(defect);
  note(routing, walk);
  walk.enter(Protocol::ipv6_routing, routing.header_bytes);
  if (defect != Defect::none) return walk.stop(defect);
  walk.next = protocol_of_ip(routing.next_header);
}

}  // namespace flowstat
