#include "core/flow/community_id.h"

#include <algorithm>

namespace flowstat {

namespace {

constexpr char kBase64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

char base64(std::uint32_t bits) {
  return kBase64[bits & 63];
}

}  // namespace

Sha1 community_digest(const Tuple& tuple, std::uint16_t seed) {
  std::array<std::uint8_t, 2 + 16 + 16 + 2 + 4> message;
  std::uint8_t* to = message.data();
  store_big_endian(to, seed);
  to += 2;
  const IpAddress a = tuple.a_address();
  const IpAddress b = tuple.b_address();
  to = std::ranges::copy(a.bytes(), to).out;
  to = std::ranges::copy(b.bytes(), to).out;
  *to++ = tuple.protocol;
  *to++ = 0;
  if (tuple.has_ports) {
    store_big_endian(to, tuple.a_port);
    store_big_endian(to + 2, tuple.b_port);
    to += 4;
  }
  return sha1(Bytes(message.data(), to));
}

CommunityIdText community_id_text(const Sha1& digest) {
  CommunityIdText text;
  char* to = text.characters.data();
  *to++ = '1';
  *to++ = ':';
  for (std::size_t i = 0; i < 18; i += 3) {
    const std::uint32_t bits = std::uint32_t{digest[i]} << 16 | std::uint32_t{digest[i + 1]} << 8 |
                               std::uint32_t{digest[i + 2]};
    for (int shift = 18; shift >= 0; shift -= 6) *to++ = base64(bits >> shift);
  }
  // 20 octets are six groups of three and one of two, RFC 4648 §4.
  const std::uint32_t last = std::uint32_t{digest[18]} << 10 | std::uint32_t{digest[19]} << 2;
  for (int shift = 12; shift >= 0; shift -= 6) *to++ = base64(last >> shift);
  *to = '=';
  text.size = text.characters.size();
  return text;
}

Hash first_63_bits(const Sha1& digest) {
  const auto bits = load_big_endian<std::uint64_t>(digest.data());
  return {static_cast<std::int64_t>(bits & INT64_MAX)};
}

}  // namespace flowstat
