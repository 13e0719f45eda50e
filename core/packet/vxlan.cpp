#include "core/packet/vxlan.h"

#include "core/packet/walk.h"

namespace flowstat {

namespace {
constexpr std::size_t kHeaderBytes = 8;
}

Decoded<Vxlan> decode_vxlan(Bytes bytes) {
  ByteReader in(bytes);
  Vxlan vxlan;
  vxlan.has_network = (in.u32() >> 24 & 8) != 0;
  vxlan.network = in.u32() >> 8;
  if (!in.ok()) return {{}, Defect::truncated};
  return {vxlan};
}

void walk_vxlan(Walk& walk) {
  const auto [vxlan, defect] = decode_vxlan(walk.rest);
  if (defect != Defect::none) return walk.stop(defect);
  if (!vxlan.has_network) return;  // something else that uses the port
  walk.enter(Protocol::vxlan, kHeaderBytes);
  walk.next = Protocol::ethernet;
}

}  // namespace flowstat
