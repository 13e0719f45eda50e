#include "core/packet/gre.h"

#include "core/packet/walk.h"

namespace flowstat {

namespace {

constexpr std::uint16_t kHasChecksum = 0x8000;
constexpr std::uint16_t kHasRoutes = 0x4000;
constexpr std::uint16_t kHasKey = 0x2000;
constexpr std::uint16_t kHasSequence = 0x1000;
constexpr std::uint16_t kHasAcknowledgment = 0x0080;  // in version 1 only
constexpr std::uint16_t kErspan = 0x88be;

/// Source routes end with an entry of no length. RFC 1701.
void skip_routes(ByteReader& in) {
  while (in.ok()) {
    const std::uint16_t family = in.u16();
    in.u8();  // offset
    const std::uint8_t bytes = in.u8();
    if (family == 0 && bytes == 0) return;
    in.bytes(bytes);
  }
}

/// Aruba's numbers, by which access points send what they heard, are many; one octet is a priority.
bool is_aruba(std::uint16_t type) {
  return type >= 0x8200 && type <= 0x8370 && (type & 0xf) == 0;
}

Protocol following(const Gre& gre) {
  if (is_aruba(gre.type)) return Protocol::wlan;
  // ERSPAN of the first kind has neither a sequence number nor a header.
  if (gre.type == kErspan && !gre.has_sequence) return Protocol::ethernet;
  return protocol_of_gre(gre.type);
}

}  // namespace

Decoded<Gre> decode_gre(Bytes bytes) {
  ByteReader in(bytes);
  Gre gre;
  const std::uint16_t flags = in.u16();
  gre.type = in.u16();
  gre.version = flags & 7;
  gre.has_sequence = (flags & kHasSequence) != 0;
  if ((flags & (kHasChecksum | kHasRoutes)) != 0) in.u32();  // either brings both fields
  if ((flags & kHasKey) != 0) in.u32();
  if (gre.has_sequence) in.u32();
  if (gre.version == 1 && (flags & kHasAcknowledgment) != 0) in.u32();
  if (gre.version == 0 && (flags & kHasRoutes) != 0) skip_routes(in);
  if (!in.ok()) return {{}, Defect::truncated};
  gre.header_bytes = static_cast<std::uint32_t>(bytes.size() - in.rest().size());
  return {gre};
}

void walk_gre(Walk& walk) {
  const auto [gre, defect] = decode_gre(walk.rest);
  if (defect != Defect::none) return walk.stop(defect);
  walk.enter(Protocol::gre, gre.header_bytes);
  // PPTP acknowledges with headers that carry nothing.
  if (!walk.rest.empty()) walk.next = following(gre);
}

}  // namespace flowstat
