#include "core/packet/teredo.h"

#include "core/packet/walk.h"

namespace flowstat {

namespace {

constexpr std::uint8_t kAuthentication = 1;
constexpr std::uint8_t kOrigin = 0;
constexpr std::size_t kNonceBytes = 9;  // with the confirmation octet
constexpr std::size_t kOriginBytes = 6;

bool begins_with(Bytes bytes, std::uint8_t indicator) {
  return bytes.size() >= 2 && bytes[0] == 0 && bytes[1] == indicator;
}

}  // namespace

Decoded<Teredo> decode_teredo(Bytes bytes) {
  ByteReader in(bytes);
  Teredo teredo;
  if (begins_with(in.rest(), kAuthentication)) {
    teredo.has_authentication = true;
    in.u16();
    const std::uint8_t identifier_bytes = in.u8();
    const std::uint8_t value_bytes = in.u8();
    in.bytes(identifier_bytes + std::size_t{value_bytes} + kNonceBytes);
  }
  if (begins_with(in.rest(), kOrigin)) {
    teredo.has_origin = true;
    in.u16();
    in.bytes(kOriginBytes);
  }
  if (!in.ok()) return {{}, Defect::truncated};
  teredo.header_bytes = static_cast<std::uint16_t>(bytes.size() - in.rest().size());
  return {teredo};
}

void walk_teredo(Walk& walk) {
  const auto [teredo, defect] = decode_teredo(walk.rest);
  if (defect != Defect::none) return walk.stop(defect);
  if (teredo.header_bytes > 0) walk.enter(Protocol::teredo, teredo.header_bytes);
  if (ip_of_version(walk.rest) == Protocol::ipv6) walk.next = Protocol::ipv6;
}

}  // namespace flowstat
