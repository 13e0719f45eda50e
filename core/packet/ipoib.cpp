#include "core/packet/ipoib.h"

#include "core/packet/walk.h"

namespace flowstat {

namespace {
constexpr std::size_t kAddressBytes = 40;
constexpr std::size_t kHeaderBytes = 44;
}  // namespace

Decoded<Ipoib> decode_ipoib(Bytes bytes) {
  if (bytes.size() < kHeaderBytes) return {{}, Defect::truncated};
  return {{load_big_endian<std::uint16_t>(bytes.data() + kAddressBytes)}};
}

void walk_ipoib(Walk& walk) {
  const auto [ipoib, defect] = decode_ipoib(walk.rest);
  if (defect != Defect::none) return walk.stop(defect);
  walk.enter(Protocol::ipoib, kHeaderBytes);
  walk.next = protocol_of_ether_type(ipoib.type);
}

}  // namespace flowstat
