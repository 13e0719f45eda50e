#include "core/packet/arcnet.h"

#include "core/packet/walk.h"

namespace flowstat {

namespace {

constexpr std::uint8_t kOldIp = 240;
constexpr std::uint8_t kOldArp = 241;
constexpr std::uint8_t kIp = 212;
constexpr std::uint8_t kArp = 213;
constexpr std::uint8_t kIpv6 = 196;

}  // namespace

Decoded<Arcnet> decode_arcnet(Bytes bytes) {
  ByteReader in(bytes);
  Arcnet arcnet;
  in.u32();  // addresses, and where the packet lay in the card
  arcnet.protocol = in.u8();
  if (arcnet.protocol != kOldIp && arcnet.protocol != kOldArp) {
    arcnet.split = in.u8();
    in.u16();  // sequence number
  }
  if (!in.ok()) return {{}, Defect::truncated};
  arcnet.header_bytes = static_cast<std::uint8_t>(bytes.size() - in.rest().size());
  return {arcnet};
}

void walk_arcnet(Walk& walk) {
  const auto [arcnet, defect] = decode_arcnet(walk.rest);
  if (defect != Defect::none) return walk.stop(defect);
  walk.enter(Protocol::arcnet, arcnet.header_bytes);
  if (arcnet.split != 0) return;
  switch (arcnet.protocol) {
    case kIp:
    case kOldIp: walk.next = Protocol::ipv4; break;
    case kArp:
    case kOldArp: walk.next = Protocol::arp; break;
    case kIpv6: walk.next = Protocol::ipv6; break;
    default: break;
  }
}

}  // namespace flowstat
