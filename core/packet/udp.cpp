#include "core/packet/udp.h"

#include "core/packet/walk.h"

namespace flowstat {

namespace {

constexpr std::size_t kHeaderBytes = 8;
constexpr std::size_t kPortBytes = 4;
constexpr std::size_t kLengthBytes = 6;

/// Length 0 stands for more than the field can say, which only IPv6 can carry. RFC 2675 §4.
bool is_zero_bad(const Udp& udp, const Walk& walk) {
  return udp.length_bytes == 0 && walk.packet.src.version == 4;
}

void note_payload(const Udp& udp, Walk& walk) {
  const std::uint32_t sent =
      udp.length_bytes == 0 ? walk.sent_bytes : udp.length_bytes - std::uint32_t{kHeaderBytes};
  walk.limit(sent);
  if (walk.in_error) return;
  walk.packet.payload = walk.rest;
  walk.packet.payload_bytes = sent;
  walk.packet.has_payload = true;
}

}  // namespace

Decoded<Udp> decode_udp(Bytes bytes) {
  Udp udp;
  ByteReader in(bytes);
  udp.src_port = in.u16();
  udp.dst_port = in.u16();
  if (!in.ok()) return {{}, Defect::truncated};
  udp.length_bytes = in.u16();
  udp.checksum = in.u16();
  if (!in.ok()) return {udp, Defect::truncated};
  const bool too_short = udp.length_bytes > 0 && udp.length_bytes < kHeaderBytes;
  return {udp, too_short ? Defect::bad_length : Defect::none};
}

void walk_udp(Walk& walk) {
  auto [udp, defect] = decode_udp(walk.rest);
  const std::size_t captured = walk.rest.size();
  if (captured < kPortBytes) return walk.stop(defect);
  if (defect == Defect::none && is_zero_bad(udp, walk)) defect = Defect::bad_length;
  if (!walk.in_error) {
    walk.packet.src_port = udp.src_port;
    walk.packet.dst_port = udp.dst_port;
    walk.packet.has_ports = true;
    if (defect == Defect::none) walk.packet.transport = Protocol::udp;
  }
  walk.enter(Protocol::udp, kHeaderBytes);
  const bool is_length_known = captured >= kLengthBytes && udp.length_bytes >= kHeaderBytes;
  if (defect == Defect::none || is_length_known) note_payload(udp, walk);
  if (defect != Defect::none) return walk.stop(defect);
  if (!walk.rest.empty()) walk.next = protocol_of_udp(udp.src_port, udp.dst_port);
}

}  // namespace flowstat
