#include "core/packet/backbone.h"

#include "core/packet/walk.h"

namespace flowstat {

namespace {
constexpr std::size_t kTagBytes = 18;
constexpr std::size_t kAddressesBytes = 12;
}  // namespace

Decoded<Backbone> decode_backbone(Bytes bytes) {
  ByteReader in(bytes);
  Backbone backbone;
  backbone.service_id = in.u32() & 0xffffff;
  in.bytes(kAddressesBytes);
  backbone.type = in.u16();
  if (!in.ok()) return {{}, Defect::truncated};
  return {backbone};
}

void walk_backbone(Walk& walk) {
  const auto [backbone, defect] = decode_backbone(walk.rest);
  if (defect != Defect::none) return walk.stop(defect);
  walk.enter(Protocol::backbone, kTagBytes);
  walk.next = protocol_of_ether_type(backbone.type);
}

}  // namespace flowstat
