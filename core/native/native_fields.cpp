#include <algorithm>

#include "core/native/layer_values.h"

namespace flowstat::native {

namespace {

using enum Protocol;
using Ports = std::array<std::uint16_t, 2>;
using Addresses = std::array<IpAddress, 2>;
using Macs = std::array<MacAddress, 2>;

constexpr std::uint16_t kLeastEtherType = 0x600;

std::optional<std::uint16_t> ether_type(std::uint16_t type) {
  return type < kLeastEtherType ? std::nullopt : std::optional(type);
}

std::optional<TimeNs> time_of(const NativeRow& row) {
  const std::int64_t ns = row.packet.frame.time_ns;
  return ns == Frame::kNoTime ? std::nullopt : std::optional(TimeNs{ns});
}

/// The time since `then`, if both are known and not too far apart.
std::optional<DurationNs> since(std::int64_t then, const NativeRow& row) {
  const std::int64_t now = row.packet.frame.time_ns;
  std::int64_t ns = 0;
  if (now == Frame::kNoTime || then == Frame::kNoTime || __builtin_sub_overflow(now, then, &ns))
    return std::nullopt;
  return DurationNs{ns};
}

template <class T>
std::optional<T> if_tcp(const NativeRow& row, T value) {
  return Packet::optional_if(row.packet.packet.is_tcp(), value);
}

/// Octets of sequence space that a segment takes, its flags too.
std::uint32_t length_of(const Packet& packet) {
  const bool is_counted = (packet.tcp_flags & (tcp_flag::kSyn | tcp_flag::kFin)) != 0;
  return packet.payload_bytes + (is_counted ? 1 : 0);
}

// clang-format off
const NativeField kFields[] = {
    of_frame(Reads::frame, "frame.number", "Frame Number",
             [](const NativeRow& row) { return std::optional(static_cast<std::uint32_t>(row.packet.frame.number)); }),
    of_frame(Reads::frame, "frame.len", "Frame length on the wire",
             [](const NativeRow& row) { return std::optional(row.packet.frame.wire_bytes); }),
    of_frame(Reads::frame, "frame.cap_len", "Frame length stored into the capture file",
             [](const NativeRow& row) { return std::optional(row.packet.frame.captured_bytes()); }),
    of_frame(Reads::frame, "frame.time_epoch", "Epoch Time: Epoch time when this frame was captured",
             [](const NativeRow& row) { return time_of(row); }),
    of_frame(Reads::times, "frame.time_relative",
             "Time since reference or first frame: Time relative to time reference or first frame",
             [](const NativeRow& row) { return since(row.first_ns, row); }),
    of_frame(Reads::times, "frame.time_delta", "Time delta from previous captured frame",
             [](const NativeRow& row) { return since(row.before_ns, row); }),
    of_frame(Reads::times, "frame.time_delta_displayed", "Time delta from previous displayed frame",
             [](const NativeRow& row) { return since(row.before_ns, row); }),

    of_layer<ethernet, 14>("eth.dst", "Destination: Destination Hardware Address", [](Header h) { return h.mac(0); }),
    of_layer<ethernet, 14>("eth.src", "Source: Source Hardware Address", [](Header h) { return h.mac(6); }),
    of_layer<ethernet, 14>("eth.addr", "Address: Source or Destination Hardware Address",
                           [](Header h) { return Macs{h.mac(0), h.mac(6)}; }),
    of_layer<ethernet, 14>("eth.type", "Type", [](Header h) { return ether_type(h.u16(12)); }),

    of_layer<vlan, 4>("vlan.id", "ID: VLAN ID", [](Header h) { return static_cast<std::uint16_t>(h.u16(0) & 0xfff); }),
    of_layer<vlan, 4>("vlan.priority", "Priority: Descriptions are recommendations from IEEE standard 802.1D-2004",
                      [](Header h) { return static_cast<std::uint16_t>(h.u16(0) >> 13); }),
    of_layer<vlan, 4>("vlan.etype", "Type: Ethertype", [](Header h) { return ether_type(h.u16(2)); }),

    of_layer<ipv4, 20>("ip.hdr_len", "Header Length: Header length in 32-bit words",
                       [](Header h) { return static_cast<std::uint8_t>((h.u8(0) & 0xf) * 4); }),
    of_layer<ipv4, 20>("ip.dsfield", "Differentiated Services Field", [](Header h) { return h.u8(1); }),
    of_layer<ipv4, 20>("ip.dsfield.dscp", "Differentiated Services Codepoint",
                       [](Header h) { return static_cast<std::uint8_t>(h.u8(1) >> 2); }),
    of_layer<ipv4, 20>("ip.dsfield.ecn", "Explicit Congestion Notification",
                       [](Header h) { return static_cast<std::uint8_t>(h.u8(1) & 3); }),
    of_layer<ipv4, 20>("ip.len", "Total Length", [](Header h) { return h.u16(2); }),
    of_layer<ipv4, 20>("ip.id", "Identification", [](Header h) { return h.u16(4); }),
    of_layer<ipv4, 20>("ip.flags.df", "Don't fragment", [](Header h) { return h.bit(6, 0x40); }),
    of_layer<ipv4, 20>("ip.flags.mf", "More fragments", [](Header h) { return h.bit(6, 0x20); }),
    of_layer<ipv4, 20>("ip.ttl", "Time to Live", [](Header h) { return h.u8(8); }),
    of_layer<ipv4, 20>("ip.proto", "Protocol", [](Header h) { return h.u8(9); }),
    of_layer<ipv4, 20>("ip.checksum", "Header Checksum", [](Header h) { return h.u16(10); }),
    of_layer<ipv4, 20>("ip.src", "Source Address", [](Header h) { return h.ipv4(12); }),
    of_layer<ipv4, 20>("ip.dst", "Destination Address", [](Header h) { return h.ipv4(16); }),
    of_layer<ipv4, 20>("ip.addr", "Source or Destination Address",
                       [](Header h) { return Addresses{h.ipv4(12), h.ipv4(16)}; }),

    of_layer<ipv6, 40>("ipv6.tclass", "Traffic Class", [](Header h) { return h.u32(0) >> 20 & 0xff; }),
    of_layer<ipv6, 40>("ipv6.flow", "Flow Label", [](Header h) { return h.u32(0) & 0xfffff; }),
    of_layer<ipv6, 40>("ipv6.plen", "Payload Length", [](Header h) { return h.u16(4); }),
    of_layer<ipv6, 40>("ipv6.nxt", "Next Header", [](Header h) { return h.u8(6); }),
    of_layer<ipv6, 40>("ipv6.hlim", "Hop Limit", [](Header h) { return h.u8(7); }),
    of_layer<ipv6, 40>("ipv6.src", "Source Address: Source IPv6 Address", [](Header h) { return h.ipv6(8); }),
    of_layer<ipv6, 40>("ipv6.dst", "Destination Address: Destination IPv6 Address", [](Header h) { return h.ipv6(24); }),
    of_layer<ipv6, 40>("ipv6.addr", "Source or Destination Address",
                       [](Header h) { return Addresses{h.ipv6(8), h.ipv6(24)}; }),

    of_layer<tcp, 20>("tcp.srcport", "Source Port", [](Header h) { return h.u16(0); }),
    of_layer<tcp, 20>("tcp.dstport", "Destination Port", [](Header h) { return h.u16(2); }),
    of_layer<tcp, 20>("tcp.port", "Source or Destination Port", [](Header h) { return Ports{h.u16(0), h.u16(2)}; }),
    of_layer<tcp, 20>("tcp.hdr_len", "Header Length: Data offset in 32-bit words",
                      [](Header h) { return static_cast<std::uint8_t>((h.u8(12) >> 4) * 4); }),
    of_layer<tcp, 20>("tcp.flags", "Flags: Flags (12 bits)",
                      [](Header h) { return static_cast<std::uint16_t>(h.u16(12) & 0xfff); }),
    of_layer<tcp, 20>("tcp.flags.cwr", "Congestion Window Reduced", [](Header h) { return h.bit(13, 0x80); }),
    of_layer<tcp, 20>("tcp.flags.urg", "Urgent", [](Header h) { return h.bit(13, 0x20); }),
    of_layer<tcp, 20>("tcp.flags.ack", "Acknowledgment", [](Header h) { return h.bit(13, 0x10); }),
    of_layer<tcp, 20>("tcp.flags.push", "Push", [](Header h) { return h.bit(13, 0x08); }),
    of_layer<tcp, 20>("tcp.flags.reset", "Reset", [](Header h) { return h.bit(13, 0x04); }),
    of_layer<tcp, 20>("tcp.flags.syn", "Syn", [](Header h) { return h.bit(13, 0x02); }),
    of_layer<tcp, 20>("tcp.flags.fin", "Fin", [](Header h) { return h.bit(13, 0x01); }),
    of_layer<tcp, 20>("tcp.window_size_value", "Window: The window size value from the TCP header",
                      [](Header h) { return h.u16(14); }),
    of_layer<tcp, 20>("tcp.checksum", "Checksum: Details at: https://www.wireshark.org/docs/wsug_html_chunked/ChAdvChecksums.html",
                      [](Header h) { return h.u16(16); }),
    of_layer<tcp, 20>("tcp.urgent_pointer", "Urgent Pointer", [](Header h) { return h.u16(18); }),
    of_stream(tcp, "tcp.stream", "Stream index",
              [](const NativeRow& row) { return if_tcp(row, row.number.tcp); }),
    of_stream(tcp, "tcp.seq_raw", "Sequence Number (raw): This shows the raw value of the sequence number",
              [](const NativeRow& row) { return if_tcp(row, row.packet.packet.tcp_seq); }),
    of_stream(tcp, "tcp.ack_raw", "Acknowledgment number (raw): This shows the raw value of the acknowledgment number",
              [](const NativeRow& row) { return if_tcp(row, row.packet.packet.tcp_ack); }),
    of_stream(tcp, "tcp.len", "TCP Segment Len",
              [](const NativeRow& row) { return if_tcp(row, row.packet.packet.payload_bytes); }),
    of_stream(tcp, "tcp.seq", "Sequence Number",
              [](const NativeRow& row) { return if_tcp(row, row.number.tcp_seq); }),
    of_stream(tcp, "tcp.nxtseq", "Next Sequence Number",
              [](const NativeRow& row) { return if_tcp(row, row.number.tcp_seq + length_of(row.packet.packet)); }),
    of_stream(tcp, "tcp.ack", "Acknowledgment Number",
              [](const NativeRow& row) { return if_tcp(row, row.number.tcp_ack); }),

    of_layer<udp, 8>("udp.srcport", "Source Port", [](Header h) { return h.u16(0); }),
    of_layer<udp, 8>("udp.dstport", "Destination Port", [](Header h) { return h.u16(2); }),
    of_layer<udp, 8>("udp.port", "Source or Destination Port", [](Header h) { return Ports{h.u16(0), h.u16(2)}; }),
    of_layer<udp, 8>("udp.length", "Length: Length in octets including this header and the data",
                     [](Header h) { return h.u16(4); }),
    of_layer<udp, 8>("udp.checksum", "Checksum: Details at: https://www.wireshark.org/docs/wsug_html_chunked/ChAdvChecksums.html",
                     [](Header h) { return h.u16(6); }),

    of_layer<icmp, 4>("icmp.type", "Type", [](Header h) { return h.u8(0); }),
    of_layer<icmp, 4>("icmp.code", "Code", [](Header h) { return h.u8(1); }),
    of_layer<icmpv6, 4>("icmpv6.type", "Type: Indicates the type of the message", [](Header h) { return h.u8(0); }),
    of_layer<icmpv6, 4>("icmpv6.code",
                        "Code: Depends on the message type.  It is used to create an additional level of message granularity",
                        [](Header h) { return h.u8(1); }),
};
// clang-format on

}  // namespace

std::span<const NativeField> native_fields() {
  return kFields;
}

const NativeField* find_native_field(std::string_view name) {
  const auto* const found =
      std::ranges::find(kFields, name, [](const NativeField& field) { return field.info.name; });
  return found == std::end(kFields) ? nullptr : found;
}

StreamRule rule_of_wireshark() {
  if (FLOWSTAT_WIRESHARK >= 406) return StreamRule::v4_6;
  return FLOWSTAT_WIRESHARK >= 404 ? StreamRule::v4_4 : StreamRule::v4_0;
}

bool has_first_delta() {
  return FLOWSTAT_WIRESHARK < 406;
}

}  // namespace flowstat::native
