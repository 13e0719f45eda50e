#include "core/packet/sll.h"

#include "core/packet/walk.h"

namespace flowstat {

namespace {
constexpr std::size_t kHeaderBytes = 16;
constexpr std::uint16_t kNetlink = 824;
}  // namespace

bool has_ether_type(std::uint16_t arphrd_type) {
  return arphrd_type != kNetlink;
}

Decoded<Sll> decode_sll(Bytes bytes) {
  ByteReader in(bytes);
  Sll sll;
  sll.packet_type = in.u16();
  sll.arphrd_type = in.u16();
  in.bytes(10);  // address length and address
  sll.protocol = in.u16();
  if (!in.ok()) return {{}, Defect::truncated};
  return {sll};
}

void walk_sll(Walk& walk) {
  const auto [sll, defect] = decode_sll(walk.rest);
  if (defect != Defect::none) return walk.stop(defect);
  walk.enter(Protocol::sll, kHeaderBytes);
  if (has_ether_type(sll.arphrd_type)) walk.next = protocol_of_ether_type(sll.protocol);
}

}  // namespace flowstat
