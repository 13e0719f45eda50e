#include "core/packet/pktap.h"

#include "core/packet/walk.h"

namespace flowstat {

namespace {
constexpr std::size_t kLeastBytes = 12;
constexpr std::uint32_t kFrame = 1;
}  // namespace

Decoded<Pktap> decode_pktap(Bytes bytes) {
  ByteReader in(bytes);
  Pktap pktap;
  pktap.header_bytes = swapped(in.u32());
  pktap.record_type = swapped(in.u32());
  pktap.link_type = swapped(in.u32());
  if (!in.ok()) return {{}, Defect::truncated};
  if (pktap.header_bytes < kLeastBytes) return {{}, Defect::bad_header_length};
  return {pktap, bytes.size() < pktap.header_bytes ? Defect::truncated : Defect::none};
}

void walk_pktap(Walk& walk) {
  const auto [pktap, defect] = decode_pktap(walk.rest);
  if (defect != Defect::none) return walk.stop(defect);
  walk.enter(Protocol::pktap, pktap.header_bytes);
  if (pktap.record_type == kFrame && pktap.link_type <= UINT16_MAX)
    walk.next = protocol_of_link_type(static_cast<std::uint16_t>(pktap.link_type));
}

}  // namespace flowstat
