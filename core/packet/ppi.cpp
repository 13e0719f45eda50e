#include "core/packet/ppi.h"

#include "core/packet/walk.h"

namespace flowstat {

namespace {
constexpr std::size_t kFixedBytes = 8;
}

Decoded<Ppi> decode_ppi(Bytes bytes) {
  ByteReader in(bytes);
  in.u16();  // version and flags
  Ppi ppi;
  ppi.header_bytes = swapped(in.u16());
  ppi.link_type = swapped(in.u32());
  if (!in.ok()) return {{}, Defect::truncated};
  if (ppi.header_bytes < kFixedBytes) return {{}, Defect::bad_header_length};
  return {ppi, bytes.size() < ppi.header_bytes ? Defect::truncated : Defect::none};
}

void walk_ppi(Walk& walk) {
  const auto [ppi, defect] = decode_ppi(walk.rest);
  if (defect != Defect::none) return walk.stop(defect);
  walk.enter(Protocol::ppi, ppi.header_bytes);
  if (ppi.link_type <= UINT16_MAX)
    walk.next = protocol_of_link_type(static_cast<std::uint16_t>(ppi.link_type));
}

}  // namespace flowstat
