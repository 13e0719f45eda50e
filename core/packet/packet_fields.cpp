#include "core/packet/packet_fields.h"

#include <algorithm>
#include <optional>

#include "core/packet/tcp.h"

namespace flowstat {

namespace {

template <class T>
std::optional<T> optional_if(bool there, T value) {
  return Packet::optional_if(there, value);
}

/// The innermost IP header that no ICMP error quotes, from its first octet to the frame's end.
Bytes ip_header(const PacketRow& row) {
  const Protocol wanted = row.packet.src.version == 4 ? Protocol::ipv4 : Protocol::ipv6;
  const Layer* ip = row.packet.has_ip() ? innermost(row.layers, wanted) : nullptr;
  return ip == nullptr ? Bytes{} : row.frame.bytes.subspan(ip->offset);
}

bool is_v4(const PacketRow& row) {
  return row.packet.src.version == 4;
}

/// As Wireshark has it: ip.dst is the last address of a source route, ipv6.dst the header's own.
IpAddress dst_of(const PacketRow& row) {
  if (!row.packet.is_rerouted || is_v4(row)) return row.packet.dst;
  const Bytes ip = ip_header(row);
  return ip.empty() ? row.packet.dst : IpAddress::v6(ip.data() + 24);
}

std::optional<MacAddress> mac_at(const PacketRow& row, std::size_t at) {
  const Layer* ethernet = innermost(row.layers, Protocol::ethernet);
  if (ethernet == nullptr) return std::nullopt;
  MacAddress address;
  std::copy_n(row.frame.bytes.data() + ethernet->offset + at, address.octets.size(),
              address.octets.begin());
  return address;
}

std::optional<TcpTimestamps> timestamps_of(const PacketRow& row) {
  const Layer* tcp = innermost(row.layers, Protocol::tcp);
  if (tcp == nullptr || !row.packet.is_tcp()) return std::nullopt;
  return tcp_timestamps(
      decode_tcp(row.frame.bytes.subspan(tcp->offset, tcp->header_bytes)).header.options);
}

/// A field of a PacketRow.
template <class Get>
constexpr Field<PacketBatch> row(const FieldInfo& info, Get get) {
  return field<PacketBatch>(info, get);
}

// clang-format off
constexpr Field<PacketBatch> kFields[] = {
    row({.name = "frame_number", .values = Values::rising, .wireshark = "frame.number",
         .about = "Number of the frame, from 1 over all input files in order of time."},
        [](const PacketRow& p) { return p.frame.number; }),
    row({.name = "file_index",
         .about = "Which input file, from 0 in the order given."},
        [](const PacketRow& p) { return std::int64_t{p.frame.file_index}; }),
    row({.name = "file_offset", .values = Values::rising,
         .about = "Where the frame's record begins in its file, in decompressed bytes."},
        [](const PacketRow& p) { return p.frame.file_offset; }),
    row({.name = "time", .values = Values::rising, .wireshark = "frame.time_epoch",
         .about = "When the frame was captured, exact to the file's resolution."},
        [](const PacketRow& p) { return optional_if(p.frame.has_time(), TimeNs{p.frame.time_ns}); }),
    row({.name = "interface_id", .wireshark = "frame.interface_id",
         .about = "Interface of a pcapng file, counted through its sections; 0 in pcap."},
        [](const PacketRow& p) { return std::int64_t{p.frame.interface_id}; }),
    row({.name = "wire_bytes", .unit = Unit::bytes, .wireshark = "frame.len",
         .about = "Length on the wire, link header included."},
        [](const PacketRow& p) { return std::int64_t{p.packet.wire_bytes}; }),
    row({.name = "captured_bytes", .unit = Unit::bytes, .wireshark = "frame.cap_len",
         .about = "Octets of the frame that are in the file."},
        [](const PacketRow& p) { return std::int64_t{p.packet.captured_bytes}; }),
    row({.name = "eth_src", .wireshark = "eth.src",
         .about = "Ethernet source address, of the innermost Ethernet header."},
        [](const PacketRow& p) { return mac_at(p, 6); }),
    row({.name = "eth_dst", .wireshark = "eth.dst",
         .about = "Ethernet destination address, of the innermost Ethernet header."},
        [](const PacketRow& p) { return mac_at(p, 0); }),
    row({.name = "vlan_id", .wireshark = "vlan.id",
         .about = "VLAN of the outermost 802.1Q or 802.1ad tag."},
        [](const PacketRow& p) { return optional_if(p.packet.has_vlan, p.packet.vlan_id); }),
    row({.name = "ip_version", .wireshark = "ip.version",
         .about = "4 or 6, of the innermost IP header."},
        [](const PacketRow& p) { return optional_if(p.packet.has_ip(), p.packet.src.version); }),
    row({.name = "src_addr", .wireshark = "ip.src, ipv6.src",
         .about = "Source address of the innermost IP header."},
        [](const PacketRow& p) { return optional_if(p.packet.has_ip(), p.packet.src); }),
    row({.name = "dst_addr", .wireshark = "ip.dst, ipv6.dst",
         .about = "Destination address of the innermost IP header; the last one of an IPv4 source route."},
        [](const PacketRow& p) { return optional_if(p.packet.has_ip(), dst_of(p)); }),
    row({.name = "ip_protocol", .wireshark = "ip.proto, ipv6.nxt",
         .about = "IANA protocol number above IP and all IPv6 extension headers."},
        [](const PacketRow& p) { return optional_if(p.packet.has_ip(), p.packet.ip_protocol); }),
    row({.name = "ip_bytes", .unit = Unit::bytes, .wireshark = "ip.len, ipv6.plen plus 40",
         .about = "IP total length as sent, header included."},
        [](const PacketRow& p) { return optional_if(p.packet.has_ip(), std::int64_t{p.packet.ip_bytes}); }),
    row({.name = "ip_ttl", .wireshark = "ip.ttl, ipv6.hlim",
         .about = "Time to live or hop limit of the innermost IP header."},
        [](const PacketRow& p) {
          const Bytes ip = ip_header(p);
          return optional_if(!ip.empty(), ip.empty() ? std::uint8_t{0} : ip[is_v4(p) ? 8 : 7]);
        }),
    row({.name = "ip_dscp", .wireshark = "ip.dsfield.dscp, ipv6.tclass.dscp",
         .about = "Differentiated services code point of the innermost IP header, RFC 2474."},
        [](const PacketRow& p) -> std::optional<std::uint8_t> {
          const Bytes ip = ip_header(p);
          if (ip.empty()) return std::nullopt;
          const auto first = load_big_endian<std::uint16_t>(ip.data());
          return static_cast<std::uint8_t>(is_v4(p) ? (first & 0xff) >> 2 : first >> 6 & 0x3f);
        }),
    row({.name = "ip_id", .values = Values::scattered, .wireshark = "ip.id",
         .about = "Identification of the innermost IP header; IPv4 only."},
        [](const PacketRow& p) -> std::optional<std::uint16_t> {
          const Bytes ip = ip_header(p);
          if (ip.empty() || !is_v4(p)) return std::nullopt;
          return load_big_endian<std::uint16_t>(ip.data() + 4);
        }),
    row({.name = "src_port", .wireshark = "tcp.srcport, udp.srcport, sctp.srcport",
         .about = "Source port of TCP, UDP or SCTP."},
        [](const PacketRow& p) { return optional_if(p.packet.has_ports, p.packet.src_port); }),
    row({.name = "dst_port", .wireshark = "tcp.dstport, udp.dstport, sctp.dstport",
         .about = "Destination port of TCP, UDP or SCTP."},
        [](const PacketRow& p) { return optional_if(p.packet.has_ports, p.packet.dst_port); }),
    row({.name = "tcp_seq", .values = Values::scattered, .wireshark = "tcp.seq_raw",
         .about = "TCP sequence number as sent."},
        [](const PacketRow& p) { return optional_if(p.packet.is_tcp(), p.packet.tcp_seq); }),
    row({.name = "tcp_ack", .values = Values::scattered, .wireshark = "tcp.ack_raw",
         .about = "TCP acknowledgment number as sent, whether or not the ACK bit is set."},
        [](const PacketRow& p) { return optional_if(p.packet.is_tcp(), p.packet.tcp_ack); }),
    row({.name = "tcp_flags", .wireshark = "tcp.flags",
         .about = "The 12 bits behind the TCP data offset: reserved, then CWR to FIN."},
        [](const PacketRow& p) { return optional_if(p.packet.is_tcp(), p.packet.tcp_flags); }),
    row({.name = "tcp_window", .wireshark = "tcp.window_size_value",
         .about = "TCP window as sent, not scaled."},
        [](const PacketRow& p) { return optional_if(p.packet.is_tcp(), p.packet.tcp_window); }),
    row({.name = "tcp_ts_val", .values = Values::scattered, .wireshark = "tcp.options.timestamp.tsval",
         .about = "Value of the TCP timestamps option."},
        [](const PacketRow& p) -> std::optional<std::uint32_t> {
          const auto timestamps = timestamps_of(p);
          return timestamps ? std::optional(timestamps->val) : std::nullopt;
        }),
    row({.name = "tcp_ts_ecr", .values = Values::scattered, .wireshark = "tcp.options.timestamp.tsecr",
         .about = "Echo reply of the TCP timestamps option."},
        [](const PacketRow& p) -> std::optional<std::uint32_t> {
          const auto timestamps = timestamps_of(p);
          return timestamps ? std::optional(timestamps->ecr) : std::nullopt;
        }),
    row({.name = "icmp_type", .wireshark = "icmp.type, icmpv6.type",
         .about = "Type of the ICMP or ICMPv6 message."},
        [](const PacketRow& p) { return optional_if(p.packet.is_icmp, p.packet.icmp_type); }),
    row({.name = "icmp_code", .wireshark = "icmp.code, icmpv6.code",
         .about = "Code of the ICMP or ICMPv6 message."},
        [](const PacketRow& p) { return optional_if(p.packet.is_icmp, p.packet.icmp_code); }),
    row({.name = "payload_bytes", .unit = Unit::bytes, .wireshark = "tcp.len, udp.length less 8",
         .about = "Octets of TCP, UDP or SCTP payload as sent, padding excluded."},
        [](const PacketRow& p) { return optional_if(p.packet.has_payload, std::int64_t{p.packet.payload_bytes}); }),
    row({.name = "payload", .values = Values::scattered, .wireshark = "tcp.payload, udp.payload",
         .about = "The captured octets of the payload."},
        [](const PacketRow& p) { return optional_if(p.packet.has_payload, p.packet.payload); }),
    row({.name = "ip_direction_asc",
         .about = "True where the source address is the lower of the two, octet by octet."},
        [](const PacketRow& p) { return optional_if(p.packet.has_ip(), p.packet.src < dst_of(p)); }),
};
// clang-format on
static_assert(well_formed(kFields));

}  // namespace

std::span<const Field<PacketBatch>> packet_fields() {
  return kFields;
}

constexpr Field<PacketBatch> kDefectField =
    row({.name = "defect",
         .about = "What is wrong with the frame's bytes; what came before it was decoded."},
        [](const PacketRow& p) { return p.packet.defect; });

const Field<PacketBatch>& packet_field(std::string_view name) {
  return *std::ranges::find(kFields, name, &Field<PacketBatch>::name);
}

}  // namespace flowstat
