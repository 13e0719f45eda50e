#include "core/packet/ppp.h"

#include "core/packet/walk.h"

namespace flowstat {

namespace {

constexpr std::uint8_t kAddress = 0xff;

/// The two addresses of Cisco's HDLC, which has the same link types.
bool is_cisco_hdlc(Bytes bytes) {
  return !bytes.empty() && (bytes[0] == 0x0f || bytes[0] == 0x8f);
}

}  // namespace

Decoded<Ppp> decode_ppp(Bytes bytes) {
  ByteReader in(bytes);
  Ppp ppp;
  std::uint8_t octet = in.u8();
  if (octet == kAddress) {
    in.u8();  // control
    octet = in.u8();
  }
  ppp.protocol = octet;
  // A number ends with its first odd octet.
  if ((octet & 1) == 0) ppp.protocol = static_cast<std::uint16_t>(octet << 8 | in.u8());
  if (!in.ok()) return {{}, Defect::truncated};
  ppp.header_bytes = static_cast<std::uint8_t>(bytes.size() - in.rest().size());
  return {ppp};
}

void walk_ppp(Walk& walk) {
  if (is_cisco_hdlc(walk.rest)) {
    walk.next = Protocol::cisco_hdlc;
    return;
  }
  const auto [ppp, defect] = decode_ppp(walk.rest);
  if (defect != Defect::none) return walk.stop(defect);
  walk.enter(Protocol::ppp, ppp.header_bytes);
  walk.next = protocol_of_ppp(ppp.protocol);
}

}  // namespace flowstat
