#include "core/packet/ethernet.h"

#include "core/packet/walk.h"

namespace flowstat {

namespace {
constexpr std::size_t kHeaderBytes = 14;
}

Decoded<Ethernet> decode_ethernet(Bytes bytes) {
  if (bytes.size() < kHeaderBytes) return {{}, Defect::truncated};
  Ethernet ethernet;
  std::copy_n(bytes.data(), 6, ethernet.dst.octets.begin());
  std::copy_n(bytes.data() + 6, 6, ethernet.src.octets.begin());
  ethernet.type = load_big_endian<std::uint16_t>(bytes.data() + 12);
  return {ethernet};
}

void walk_ethernet(Walk& walk) {
  if (walk.rest.size() < kHeaderBytes) return walk.stop(Defect::truncated);
  // The type is all that the way down needs; the addresses are read where a column wants them.
  const auto type = load_big_endian<std::uint16_t>(walk.rest.data() + 12);
  walk.enter(Protocol::ethernet, kHeaderBytes);
  walk.next = protocol_of_ether_type(type);
}

}  // namespace flowstat
