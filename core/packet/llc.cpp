#include "core/packet/llc.h"

#include "core/packet/walk.h"

namespace flowstat {

namespace {
constexpr std::uint8_t kIp = 0x06;  // the SAP of RFC 1042's predecessor, ARPANET's
}

Decoded<Llc> decode_llc(Bytes bytes) {
  ByteReader in(bytes);
  Llc llc;
  llc.dsap = in.u8();
  llc.ssap = in.u8();
  llc.control = in.u8();
  if ((llc.control & 3) != 3) in.u8();  // with sequence numbers it has two octets
  if (llc.has_snap()) {
    const std::uint16_t first = in.u16();
    llc.snap_oui = std::uint32_t{first} << 8 | in.u8();
    llc.snap_type = in.u16();
  }
  if (!in.ok()) return {{}, Defect::truncated};
  llc.header_bytes = static_cast<std::uint8_t>(bytes.size() - in.rest().size());
  return {llc};
}

void walk_llc(Walk& walk) {
  const auto [llc, defect] = decode_llc(walk.rest);
  if (defect != Defect::none) return walk.stop(defect);
  walk.enter(Protocol::llc, llc.header_bytes);
  if (!llc.is_information()) return;
  if (llc.has_ether_type()) walk.next = protocol_of_ether_type(llc.snap_type);
  if (llc.dsap == kIp) walk.next = Protocol::ipv4;
}

}  // namespace flowstat
