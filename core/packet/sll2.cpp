#include "core/packet/sll2.h"

#include "core/packet/sll.h"
#include "core/packet/walk.h"

namespace flowstat {

namespace {
constexpr std::size_t kHeaderBytes = 20;
}

Decoded<Sll2> decode_sll2(Bytes bytes) {
  ByteReader in(bytes);
  Sll2 sll2;
  sll2.protocol = in.u16();
  in.u16();  // reserved
  sll2.interface_index = in.u32();
  sll2.arphrd_type = in.u16();
  sll2.packet_type = in.u8();
  in.bytes(9);  // address length and address
  if (!in.ok()) return {{}, Defect::truncated};
  return {sll2};
}

void walk_sll2(Walk& walk) {
  const auto [sll2, defect] = decode_sll2(walk.rest);
  if (defect != Defect::none) return walk.stop(defect);
  walk.enter(Protocol::sll2, kHeaderBytes);
  if (has_ether_type(sll2.arphrd_type)) walk.next = protocol_of_ether_type(sll2.protocol);
}

}  // namespace flowstat
