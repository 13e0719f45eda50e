#include "core/packet/null_loop.h"

#include "core/packet/walk.h"

namespace flowstat {

namespace {

constexpr std::size_t kHeaderBytes = 4;

/// `little` and `big` are the header in the two byte orders.
std::uint32_t family_of(std::uint32_t little, std::uint32_t big) {
  const bool is_high_octet = (little & 0xff) == 0 && little < 0x600;
  if (little <= 0xffff) return is_high_octet ? little >> 8 : little;
  return little < 0x60000 ? little >> 16 : big;
}

}  // namespace

Decoded<NullLoop> decode_null_loop(Bytes bytes) {
  ByteReader in(bytes);
  const std::uint32_t big = in.u32();
  if (!in.ok()) return {{}, Defect::truncated};
  return {{family_of(__builtin_bswap32(big), big)}};
}

void walk_null_loop(Walk& walk) {
  const auto [header, defect] = decode_null_loop(walk.rest);
  if (defect != Defect::none) return walk.stop(defect);
  walk.enter(Protocol::null_loop, kHeaderBytes);
  if (header.is_ether_type()) walk.next = protocol_of_ether_type(header.ether_type());
  if (header.is_ipv4()) walk.next = Protocol::ipv4;
  if (header.is_ipv6()) walk.next = Protocol::ipv6;
}

}  // namespace flowstat
