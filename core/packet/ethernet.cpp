#include "core/packet/ethernet.h"

#include "core/packet/walk.h"

namespace flowstat {

namespace {

constexpr std::size_t kHeaderBytes = 14;
constexpr std::uint16_t kLeastType = 0x600;
constexpr std::uint16_t kMostLength = 1500;
constexpr std::uint16_t kIpx = 0xffff;  // without LLC: a checksum that IPX never had

/// Cisco's ISL, which puts a header of its own before a whole Ethernet frame, is told by its
/// address.
bool is_isl(const std::uint8_t* dst) {
  return (dst[0] == 0x01 || dst[0] == 0x0c) && dst[1] == 0 && dst[2] == 0x0c && dst[3] == 0 &&
         dst[4] == 0;
}

/// What follows where `header` has a length in the place of a type.
void walk_length(Walk& walk, const std::uint8_t* header, std::uint16_t length) {
  if (length > kMostLength || is_isl(header)) return;
  walk.limit(length);
  if (ByteReader(walk.rest).u16() != kIpx) walk.next = Protocol::llc;
}

}  // namespace

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
  const std::uint8_t* header = walk.rest.data();
  const auto type = load_big_endian<std::uint16_t>(header + 12);
  walk.enter(Protocol::ethernet, kHeaderBytes);
  if (type < kLeastType) return walk_length(walk, header, type);
  walk.next = protocol_of_ether_type(type);
}

}  // namespace flowstat
