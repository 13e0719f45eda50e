#include "core/packet/nsh.h"

#include "core/packet/walk.h"

namespace flowstat {

namespace {
constexpr std::size_t kFixedBytes = 8;
}

Protocol protocol_of_nsh(std::uint8_t next_protocol) {
  constexpr Protocol kProtocols[] = {Protocol::none,     Protocol::ipv4, Protocol::ipv6,
                                     Protocol::ethernet, Protocol::nsh,  Protocol::mpls};
  return next_protocol < std::size(kProtocols) ? kProtocols[next_protocol] : Protocol::none;
}

Decoded<Nsh> decode_nsh(Bytes bytes) {
  ByteReader in(bytes);
  Nsh nsh;
  nsh.header_bytes = static_cast<std::uint16_t>((in.u16() & 0x3f) * 4);
  in.u8();  // kind of metadata
  nsh.next_protocol = in.u8();
  nsh.path_id = in.u32() >> 8;
  if (!in.ok()) return {{}, Defect::truncated};
  if (nsh.header_bytes < kFixedBytes) return {{}, Defect::bad_header_length};
  return {nsh, bytes.size() < nsh.header_bytes ? Defect::truncated : Defect::none};
}

void walk_nsh(Walk& walk) {
  const auto [nsh, defect] = decode_nsh(walk.rest);
  if (defect != Defect::none) return walk.stop(defect);
  walk.enter(Protocol::nsh, nsh.header_bytes);
  walk.next = protocol_of_nsh(nsh.next_protocol);
}

}  // namespace flowstat
