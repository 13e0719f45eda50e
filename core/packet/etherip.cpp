#include "core/packet/etherip.h"

#include "core/packet/walk.h"

namespace flowstat {

namespace {
constexpr std::size_t kHeaderBytes = 2;
}

Decoded<Etherip> decode_etherip(Bytes bytes) {
  ByteReader in(bytes);
  const std::uint16_t header = in.u16();
  if (!in.ok()) return {{}, Defect::truncated};
  return {{static_cast<std::uint8_t>(header >> 12)}};
}

void walk_etherip(Walk& walk) {
  const auto [etherip, defect] = decode_etherip(walk.rest);
  if (defect != Defect::none) return walk.stop(defect);
  walk.enter(Protocol::etherip, kHeaderBytes);
  if (etherip.version == 3) walk.next = Protocol::ethernet;
}

}  // namespace flowstat
