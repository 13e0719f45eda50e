#include "core/packet/tcp.h"

#include "core/packet/options.h"
#include "core/packet/walk.h"

namespace flowstat {

namespace {

constexpr std::size_t kFixedBytes = 20;
constexpr std::uint8_t kTimestamps = 8;
constexpr std::uint8_t kTimestampsBytes = 10;

void note(const Tcp& tcp, std::size_t captured, Walk& walk) {
  if (walk.in_error) return;
  Packet& packet = walk.packet;
  packet.src_port = tcp.src_port;
  packet.dst_port = tcp.dst_port;
  packet.has_ports = true;
  packet.tcp_seq = tcp.seq;
  packet.tcp_ack = tcp.ack;
  packet.tcp_flags = tcp.flags;
  packet.tcp_window = tcp.window;
  packet.tcp_urgent = tcp.urgent;
  if (captured < kTcpLeastBytes) return;
  packet.transport = Protocol::tcp;
  packet.is_tcp_complete = walk.sent_bytes >= tcp.header_bytes;
}

}  // namespace

Decoded<Tcp> decode_tcp(Bytes bytes) {
  Decoded<Tcp> decoded{{}, Defect::truncated};
  Tcp& tcp = decoded.header;
  if (bytes.size() < kTcpPortBytes) return decoded;
  const std::uint8_t* at = bytes.data();
  tcp.src_port = load_big_endian<std::uint16_t>(at);
  tcp.dst_port = load_big_endian<std::uint16_t>(at + 2);
  if (bytes.size() < kTcpFlagBytes) return decoded;
  tcp.seq = load_big_endian<std::uint32_t>(at + 4);
  tcp.ack = load_big_endian<std::uint32_t>(at + 8);
  tcp.header_bytes = static_cast<std::uint8_t>((at[12] >> 4) * 4);
  tcp.flags = load_big_endian<std::uint16_t>(at + 12) & 0xfff;
  if (bytes.size() < kTcpLeastBytes) return decoded;
  tcp.window = load_big_endian<std::uint16_t>(at + 14);
  if (bytes.size() >= kFixedBytes) tcp.urgent = load_big_endian<std::uint16_t>(at + 18);
  if (tcp.header_bytes < kFixedBytes) {
    decoded.defect = Defect::bad_header_length;
    return decoded;
  }
  const std::size_t captured = std::min<std::size_t>(tcp.header_bytes, bytes.size());
  if (captured > kFixedBytes) tcp.options = bytes.subspan(kFixedBytes, captured - kFixedBytes);
  if (captured == tcp.header_bytes) decoded.defect = Defect::none;
  return decoded;
}

std::optional<TcpTimestamps> tcp_timestamps(Bytes options) {
  const Bytes option = find_option(options, [](Bytes each) {
    return each[0] == kTimestamps && each.size() == kTimestampsBytes;
  });
  if (option.empty()) return std::nullopt;
  return TcpTimestamps{load_big_endian<std::uint32_t>(option.data() + 2),
                       load_big_endian<std::uint32_t>(option.data() + 6)};
}

void walk_tcp(Walk& walk) {
  const auto [tcp, defect] = decode_tcp(walk.rest);
  if (walk.rest.size() < kTcpPortBytes) return walk.stop(defect);
  note(tcp, walk.rest.size(), walk);
  walk.enter(Protocol::tcp, std::max<std::size_t>(tcp.header_bytes, kFixedBytes));
  if (defect == Defect::bad_header_length) return walk.stop(defect);
  // A fragment does not say how long the whole is.
  if (!walk.in_error && walk.packet.is_tcp_complete && !walk.packet.is_fragment) {
    walk.packet.payload = walk.rest;
    walk.packet.payload_bytes = walk.sent_bytes;
    walk.packet.has_payload = true;
  }
  if (defect != Defect::none) walk.stop(defect);
}

}  // namespace flowstat
