#include "core/packet/sctp.h"

#include "core/packet/walk.h"

namespace flowstat {

namespace {
constexpr std::size_t kHeaderBytes = 12;
constexpr std::size_t kPortBytes = 4;
}  // namespace

Decoded<Sctp> decode_sctp(Bytes bytes) {
  Sctp sctp;
  ByteReader in(bytes);
  sctp.src_port = in.u16();
  sctp.dst_port = in.u16();
  if (!in.ok()) return {{}, Defect::truncated};
  sctp.verification_tag = in.u32();
  sctp.checksum = in.u32();
  if (!in.ok()) return {{sctp.src_port, sctp.dst_port}, Defect::truncated};
  return {sctp};
}

void walk_sctp(Walk& walk) {
  const auto [sctp, defect] = decode_sctp(walk.rest);
  if (walk.rest.size() < kPortBytes) return walk.stop(defect);
  if (!walk.in_error) {
    walk.packet.src_port = sctp.src_port;
    walk.packet.dst_port = sctp.dst_port;
    walk.packet.has_ports = true;
    if (defect == Defect::none) walk.packet.transport = Protocol::sctp;
  }
  const bool is_whole = walk.sent_bytes >= kHeaderBytes && !walk.packet.is_fragment;
  walk.enter(Protocol::sctp, kHeaderBytes);
  if (!walk.in_error && is_whole) {
    walk.packet.payload = walk.rest;
    walk.packet.payload_bytes = walk.sent_bytes;
    walk.packet.has_payload = true;
  }
  if (defect != Defect::none) walk.stop(defect);
}

}  // namespace flowstat
