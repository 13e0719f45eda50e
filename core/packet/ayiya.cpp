#include "core/packet/ayiya.h"

#include "core/packet/walk.h"

namespace flowstat {

namespace {
constexpr std::uint8_t kForward = 1;
}

Decoded<Ayiya> decode_ayiya(Bytes bytes) {
  ByteReader in(bytes);
  Ayiya ayiya;
  const std::size_t identity_bytes = std::size_t{1} << (in.u8() >> 4);
  const std::size_t signature_bytes = std::size_t{4} * (in.u8() >> 4);
  ayiya.operation = in.u8() & 15;
  ayiya.next_header = in.u8();
  in.u32();  // time
  in.bytes(identity_bytes);
  in.bytes(signature_bytes);
  if (!in.ok()) return {{}, Defect::truncated};
  ayiya.header_bytes = static_cast<std::uint32_t>(bytes.size() - in.rest().size());
  return {ayiya};
}

void walk_ayiya(Walk& walk) {
  const auto [ayiya, defect] = decode_ayiya(walk.rest);
  if (defect != Defect::none) return walk.stop(defect);
  walk.enter(Protocol::ayiya, ayiya.header_bytes);
  const Protocol following = protocol_of_ip(ayiya.next_header);
  if (ayiya.operation == kForward && is_ip(following)) walk.next = following;
}

}  // namespace flowstat
