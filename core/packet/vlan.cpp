#include "core/packet/vlan.h"

#include "core/packet/walk.h"

namespace flowstat {

namespace {
constexpr std::size_t kTagBytes = 4;
constexpr std::size_t kControlBytes = 2;
}  // namespace

Decoded<Vlan> decode_vlan(Bytes bytes) {
  ByteReader in(bytes);
  const std::uint16_t control = in.u16();
  Vlan vlan;
  vlan.priority = static_cast<std::uint8_t>(control >> 13);
  vlan.drop_eligible = (control >> 12 & 1) != 0;
  vlan.id = control & 0xfff;
  vlan.type = in.u16();
  if (!in.ok()) return {vlan, Defect::truncated};
  return {vlan};
}

void walk_vlan(Walk& walk) {
  const auto [vlan, defect] = decode_vlan(walk.rest);
  if (walk.rest.size() < kControlBytes) return walk.stop(defect);
  if (!walk.packet.has_vlan && !walk.in_error) {
    walk.packet.has_vlan = true;
    walk.packet.vlan_id = vlan.id;
  }
  walk.enter(Protocol::vlan, kTagBytes);
  if (defect != Defect::none) return walk.stop(defect);
  walk.next = protocol_of_ether_type(vlan.type);
}

}  // namespace flowstat
