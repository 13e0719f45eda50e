#include "core/packet/ipv6_extension.h"

#include "core/packet/walk.h"

namespace flowstat {

namespace {
constexpr std::size_t kFixedBytes = 2;
constexpr std::uint8_t kPad1 = 0;
constexpr std::uint8_t kJumboPayload = 0xc2;
}  // namespace

Decoded<Ipv6Extension> decode_ipv6_extension(Bytes bytes) {
  ByteReader in(bytes);
  Ipv6Extension extension;
  extension.next_header = in.u8();
  extension.header_bytes = static_cast<std::uint16_t>((in.u8() + 1) * 8);
  if (!in.ok()) return {{}, Defect::truncated};
  return {extension, bytes.size() < extension.header_bytes ? Defect::truncated : Defect::none};
}

std::optional<std::uint32_t> jumbo_payload_bytes(Bytes bytes) {
  const auto [extension, defect] = decode_ipv6_extension(bytes);
  if (defect != Defect::none) return std::nullopt;
  Bytes options = bytes.first(extension.header_bytes).subspan(kFixedBytes);
  while (!options.empty()) {
    if (options[0] == kPad1) {
      options = options.subspan(1);
      continue;
    }
    if (options.size() < 2 || options.size() - 2 < options[1]) return std::nullopt;
    if (options[0] == kJumboPayload && options[1] == 4) {
      const auto length = load_big_endian<std::uint32_t>(options.data() + 2);
      return length > 0xffff ? std::optional(length) : std::nullopt;
    }
    options = options.subspan(2U + options[1]);
  }
  return std::nullopt;
}

void walk_ipv6_extension(Walk& walk) {
  const auto [extension, defect] = decode_ipv6_extension(walk.rest);
  if (extension.header_bytes == 0) return walk.stop(defect);
  if (!walk.in_error) walk.packet.ip_protocol = extension.next_header;
  walk.enter(Protocol::ipv6_extension, extension.header_bytes);
  if (defect != Defect::none) return walk.stop(defect);
  walk.next = protocol_of_ip(extension.next_header);
}

}  // namespace flowstat
