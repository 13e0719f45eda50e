#include "core/packet/cisco_hdlc.h"

#include "core/packet/walk.h"

namespace flowstat {

namespace {
constexpr std::size_t kHeaderBytes = 4;
}

Decoded<CiscoHdlc> decode_cisco_hdlc(Bytes bytes) {
  ByteReader in(bytes);
  CiscoHdlc hdlc;
  hdlc.address = in.u8();
  in.u8();  // control
  hdlc.type = in.u16();
  if (!in.ok()) return {{}, Defect::truncated};
  return {hdlc};
}

void walk_cisco_hdlc(Walk& walk) {
  const auto [hdlc, defect] = decode_cisco_hdlc(walk.rest);
  if (defect != Defect::none) return walk.stop(defect);
  walk.enter(Protocol::cisco_hdlc, kHeaderBytes);
  walk.next = protocol_of_ether_type(hdlc.type);
}

}  // namespace flowstat
