#include "core/packet/vxlan_gpe.h"

#include "core/packet/nsh.h"
#include "core/packet/walk.h"

namespace flowstat {

namespace {
constexpr std::size_t kHeaderBytes = 8;
}

Decoded<VxlanGpe> decode_vxlan_gpe(Bytes bytes) {
  ByteReader in(bytes);
  VxlanGpe vxlan;
  vxlan.has_next_protocol = (in.u16() >> 8 & 4) != 0;
  in.u8();  // reserved
  vxlan.next_protocol = in.u8();
  vxlan.network = in.u32() >> 8;
  if (!in.ok()) return {{}, Defect::truncated};
  return {vxlan};
}

void walk_vxlan_gpe(Walk& walk) {
  const auto [vxlan, defect] = decode_vxlan_gpe(walk.rest);
  if (defect != Defect::none) return walk.stop(defect);
  if (!vxlan.has_next_protocol) return;  // something else that uses the port
  walk.enter(Protocol::vxlan_gpe, kHeaderBytes);
  walk.next = protocol_of_nsh(vxlan.next_protocol);
}

}  // namespace flowstat
