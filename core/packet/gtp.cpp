#include "core/packet/gtp.h"

#include "core/packet/walk.h"

namespace flowstat {

namespace {

constexpr std::size_t kFixedBytes = 8;
constexpr std::uint8_t kHasExtension = 4;
constexpr std::uint8_t kHasOptionalFields = 7;  // extension, sequence or N-PDU number

/// Steps over extension headers: their length in units of four octets, and the next one's type in
/// their last octet. 3GPP TS 29.281 §5.2.1.
Defect skip_extensions(ByteReader& in, std::uint8_t type) {
  while (type != 0) {
    const std::uint8_t words = in.u8();
    if (!in.ok()) return Defect::truncated;
    if (words == 0) return Defect::bad_header_length;
    in.bytes(std::size_t{words} * 4 - 2);
    type = in.u8();
  }
  return in.ok() ? Defect::none : Defect::truncated;
}

}  // namespace

Decoded<Gtp> decode_gtp(Bytes bytes) {
  ByteReader in(bytes);
  Gtp gtp;
  const std::uint8_t flags = in.u8();
  gtp.version = flags >> 5;
  gtp.is_prime = (flags & 0x10) == 0;
  if (in.ok() && gtp.version != 1) return {{.version = gtp.version}, Defect::bad_version};
  gtp.message_type = in.u8();
  gtp.length_bytes = in.u16();
  gtp.teid = in.u32();
  Defect defect = in.ok() ? Defect::none : Defect::truncated;
  if (defect == Defect::none && (flags & kHasOptionalFields) != 0) {
    in.bytes(3);  // sequence and N-PDU number
    const std::uint8_t extension = in.u8();
    if (!in.ok()) return {{}, Defect::truncated};
    if ((flags & kHasExtension) != 0) defect = skip_extensions(in, extension);
  }
  if (defect != Defect::none) return {{}, defect};
  gtp.header_bytes = static_cast<std::uint32_t>(bytes.size() - in.rest().size());
  return {gtp};
}

void walk_gtp(Walk& walk) {
  const auto [gtp, defect] = decode_gtp(walk.rest);
  // Another version, and whatever else uses the port, is payload of UDP.
  if (defect == Defect::bad_version || gtp.is_prime) return;
  if (defect != Defect::none) return walk.stop(defect);
  walk.limit(gtp.length_bytes + std::uint32_t{kFixedBytes});
  if (walk.rest.size() < gtp.header_bytes) return walk.stop(Defect::bad_length);
  walk.enter(Protocol::gtp, gtp.header_bytes);
  if (gtp.is_user_packet()) walk.next = ip_of_version(walk.rest);
}

}  // namespace flowstat
