#include "core/native/plain_frame.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <span>

namespace flowstat::native {

namespace {

using enum Protocol;

/// Link types behind which only the protocols of kPlain come.
constexpr std::uint16_t kLinkTypes[] = {
    0,    // BSD loopback
    1,    // Ethernet
    12,   // raw IP
    14,   // raw IP
    101,  // raw IP
    108,  // OpenBSD loopback
    113,  // Linux cooked
    228,  // IPv4
    229,  // IPv6
    276,  // Linux cooked, version 2
};

/// EtherTypes of what carries nothing else.
constexpr std::uint16_t kEndTypes[] = {
    0x0806,  // ARP
    0x888e,  // EAPOL
    0x88cc,  // LLDP
    0x9000,  // loopback
};
constexpr std::uint16_t kLeastType = 0x600;
constexpr std::uint16_t kVlanType = 0x8100;

/// IP protocols of what carries nothing else.
constexpr std::uint8_t kEndProtocols[] = {
    1,    // ICMP
    2,    // IGMP
    6,    // TCP
    17,   // UDP
    58,   // ICMPv6
    59,   // nothing at all
    89,   // OSPF
    112,  // VRRP
};

constexpr std::size_t kIpv4FixedBytes = 20;
constexpr std::size_t kIpv6ExtensionFixedBytes = 2;
constexpr std::uint8_t kSpanningTree = 0x42;  // as a service access point of LLC

/// Options of IP that are common and right; Wireshark gives up a packet for one that is wrong.
constexpr std::array<std::uint8_t, 4> kIpv4RouterAlert = {148, 4, 0, 0};
constexpr std::array<std::uint8_t, 6> kIpv6RouterAlert = {5, 2, 0, 0, 1, 0};
constexpr std::array<std::uint8_t, 6> kIpv6Padding = {1, 4, 0, 0, 0, 0};

/// Ports whose dissectors may lead to another frame or IP header, or tell of other conversations.
constexpr std::uint16_t kUdpPorts[] = {
    500,  1701, 1998,  2048,  2123,  2152,  3386,  3544,  3784,  4305,  4341, 4342, 4500,
    4739, 4754, 4789,  4790,  5072,  5246,  5247,  5555,  6080,  6081,  6343, 6635, 6784,
    8472, 9899, 12222, 12223, 13400, 17754, 17755, 24576, 37008, 51820, 65259};
constexpr std::uint16_t kTcpPorts[] = {1080, 1723, 1998, 2002, 2065, 2067,  4739, 5500,
                                       5501, 5900, 5901, 6633, 6653, 10000, 37008};

using Ports = std::bitset<65536>;

Ports set_of(std::span<const std::uint16_t> ports) {
  Ports set;
  for (const std::uint16_t port : ports) set.set(port);
  return set;
}

bool is_special(const Packet& packet) {
  static const Ports of_udp = set_of(kUdpPorts);
  static const Ports of_tcp = set_of(kTcpPorts);
  if (!packet.has_ports || packet.payload_bytes == 0) return false;
  const Ports& ports = packet.is_tcp() ? of_tcp : of_udp;
  return ports[packet.src_port] || ports[packet.dst_port];
}

template <class Number, std::size_t N>
bool is_one_of(const Number (&known)[N], Number number) {
  return std::ranges::find(known, number) != std::end(known);
}

bool are_usual(const PacketRow& row, const Layer& header) {
  const std::size_t fixed = header.protocol == ipv4 ? kIpv4FixedBytes : kIpv6ExtensionFixedBytes;
  if (header.header_bytes < fixed) return false;
  const Bytes options = row.frame.bytes.subspan(header.offset, header.header_bytes).subspan(fixed);
  const auto equals = [&](std::span<const std::uint8_t> known) {
    return std::ranges::equal(options, known);
  };
  if (header.protocol == ipv4) return options.empty() || equals(kIpv4RouterAlert);
  return equals(kIpv6RouterAlert) || equals(kIpv6Padding);
}

std::uint16_t type_before(const PacketRow& row, std::size_t offset) {
  return load_big_endian<std::uint16_t>(row.frame.bytes.data() + offset - 2);
}

/// Of the last header that was read, and is none of IP or above.
std::string_view why_not_end(const PacketRow& row, const Layer& last) {
  const std::size_t behind = last.offset + last.header_bytes;
  switch (last.protocol) {
    case ethernet:
    case vlan:
    case sll: {
      const std::uint16_t type = type_before(row, behind);
      if (is_one_of(kEndTypes, type)) return "";
      return type < kLeastType ? "holds a length in the place of a type"
                               : "holds a protocol that is not followed";
    }
    case llc:
      return row.frame.bytes[last.offset] == kSpanningTree ? "" : "holds a protocol over LLC";
    case arp: return "";
    default: return "holds a protocol that is not followed";
  }
}

std::string_view why_not_datagram(const PacketRow& row) {
  const Packet& packet = row.packet;
  if (packet.is_fragment) return "holds a fragment";
  if (!is_one_of(kEndProtocols, packet.ip_protocol))
    return "holds an IP protocol that may carry IP";
  if (is_special(packet)) return "has a port of a tunnel or a relay";
  if ((packet.ip_protocol == 6 || packet.ip_protocol == 17) && !packet.has_payload)
    return "holds a transport header that is cut";
  return "";
}

}  // namespace

std::string_view why_not_plain(const PacketRow& row, Interest interest) {
  const Packet& packet = row.packet;
  if (!is_one_of(kLinkTypes, row.frame.link_type))
    return "has a link type that is left to Wireshark";
  if (packet.defect != Defect::none) return "is damaged, or cut within a header";
  if (interest.of_times && !packet.has_time()) return "has no time";
  if (row.layers.empty()) return "holds no header";
  bool has_ip = false;
  for (const Layer& layer : row.layers) {
    switch (layer.protocol) {
      case ethernet:
        if (layer.offset != 0) return "holds a tunnel";
        break;
      case vlan:
        if (type_before(row, layer.offset) != kVlanType) return "has a tag that is no 802.1Q";
        break;
      case ipv4:
        if (layer.header_bytes < kIpv4FixedBytes)
          return "holds an error that quotes a part of a header";
        if (!are_usual(row, layer)) return "has options of IP";
        if (load_big_endian<std::uint16_t>(row.frame.bytes.data() + layer.offset + 2) == 0)
          return "holds a datagram without length";
        [[fallthrough]];
      case ipv6:
        if (has_ip && !layer.in_error) return "holds a tunnel";
        has_ip |= !layer.in_error;
        break;
      case tcp:
      case udp:
        if (!layer.in_error) break;
        if (layer.is_fragment) return "holds an error that quotes a fragment";
        if (interest.of_streams) return "holds an error that quotes a stream";
        if (interest.of_transport && layer.header_bytes < (layer.protocol == tcp ? 20 : 8))
          return "holds an error that quotes a part of a header";
        break;
      case sll:
      case null_loop:
      case raw_ip:
      case llc:
      case arp:
      case icmp:
      case icmpv6: break;
      case ipv6_extension:
        if (!are_usual(row, layer)) return "has options of IP";
        break;
      default: return "holds a tunnel, or a protocol that is left to Wireshark";
    }
  }
  return has_ip ? why_not_datagram(row) : why_not_end(row, row.layers.back());
}

}  // namespace flowstat::native
