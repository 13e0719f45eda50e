#include "core/packet/icmp.h"

#include "core/packet/walk.h"

namespace flowstat {

namespace {
constexpr std::size_t kHeaderBytes = 8;
}

Decoded<Icmp> decode_icmp(Bytes bytes) {
  ByteReader in(bytes);
  Icmp icmp;
  icmp.type = in.u8();
  icmp.code = in.u8();
  if (!in.ok()) return {{}, Defect::truncated};
  return {icmp, bytes.size() < kHeaderBytes ? Defect::truncated : Defect::none};
}

void walk_icmp(Walk& walk) {
  const auto [icmp, defect] = decode_icmp(walk.rest);
  if (walk.rest.size() < 2) return walk.stop(defect);
  if (!walk.in_error) {
    walk.packet.transport = Protocol::icmp;
    walk.packet.is_icmp = true;
    walk.packet.icmp_type = icmp.type;
    walk.packet.icmp_code = icmp.code;
  }
  walk.enter(Protocol::icmp, kHeaderBytes);
  if (defect != Defect::none) return walk.stop(defect);
  if (!icmp.is_error()) return;
  walk.in_error = true;
  walk.next = Protocol::ipv4;
}

}  // namespace flowstat
