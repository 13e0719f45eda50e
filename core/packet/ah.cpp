#include "core/packet/ah.h"

#include "core/packet/walk.h"

namespace flowstat {

namespace {
constexpr std::size_t kLeastHeaderBytes = 12;
}

Decoded<Ah> decode_ah(Bytes bytes) {
  ByteReader in(bytes);
  Ah ah;
  ah.next_header = in.u8();
  ah.header_bytes = static_cast<std::uint16_t>((in.u8() + 2) * 4);
  in.u16();  // reserved
  ah.spi = in.u32();
  ah.sequence = in.u32();
  if (!in.ok()) return {{}, Defect::truncated};
  if (ah.header_bytes < kLeastHeaderBytes) return {ah, Defect::bad_header_length};
  return {ah, bytes.size() < ah.header_bytes ? Defect::truncated : Defect::none};
}

void walk_ah(Walk& walk) {
  const auto [ah, defect] = decode_ah(walk.rest);
  if (ah.header_bytes < kLeastHeaderBytes) return walk.stop(defect);
  if (!walk.in_error) walk.packet.ip_protocol = ah.next_header;
  walk.enter(Protocol::ah, ah.header_bytes);
  if (defect != Defect::none) return walk.stop(defect);
  walk.next = protocol_of_ip(ah.next_header);
}

}  // namespace flowstat
