#include "core/packet/pppoe.h"

#include "core/packet/walk.h"

namespace flowstat {

namespace {
constexpr std::size_t kHeaderBytes = 6;
}

Decoded<Pppoe> decode_pppoe(Bytes bytes) {
  ByteReader in(bytes);
  Pppoe pppoe;
  pppoe.version = in.u8() >> 4;
  pppoe.code = in.u8();
  pppoe.session_id = in.u16();
  pppoe.payload_bytes = in.u16();
  if (!in.ok()) return {{}, Defect::truncated};
  return {pppoe};
}

void walk_pppoe(Walk& walk) {
  const auto [pppoe, defect] = decode_pppoe(walk.rest);
  if (defect != Defect::none) return walk.stop(defect);
  walk.enter(Protocol::pppoe, kHeaderBytes);
  walk.limit(pppoe.payload_bytes);
  walk.next = Protocol::ppp;
}

}  // namespace flowstat
