#include "core/packet/avs.h"

#include "core/packet/walk.h"

namespace flowstat {

namespace {
constexpr std::size_t kFixedBytes = 8;
constexpr std::uint32_t kCookie = 0x80211000;  // the version in its last half octet
}  // namespace

bool is_avs(Bytes bytes) {
  return (ByteReader(bytes).u32() & ~std::uint32_t{15}) == kCookie;
}

Decoded<Avs> decode_avs(Bytes bytes) {
  ByteReader in(bytes);
  Avs avs;
  avs.cookie = in.u32();
  avs.header_bytes = in.u32();
  if (!in.ok()) return {{}, Defect::truncated};
  if (avs.header_bytes < kFixedBytes) return {avs, Defect::bad_header_length};
  return {avs, bytes.size() < avs.header_bytes ? Defect::truncated : Defect::none};
}

void walk_avs(Walk& walk) {
  const auto [avs, defect] = decode_avs(walk.rest);
  if (defect != Defect::none) return walk.stop(defect);
  walk.enter(Protocol::avs, avs.header_bytes);
  walk.next = Protocol::wlan;
}

}  // namespace flowstat
