#include "core/packet/ipv6_fragment.h"

#include "core/packet/walk.h"

namespace flowstat {

namespace {
constexpr std::size_t kHeaderBytes = 8;
}

Decoded<Ipv6Fragment> decode_ipv6_fragment(Bytes bytes) {
  ByteReader in(bytes);
  Ipv6Fragment fragment;
  fragment.next_header = in.u8();
  in.u8();  // reserved
  const std::uint16_t field = in.u16();
  fragment.offset = field >> 3;
  fragment.more_fragments = (field & 1) != 0;
  fragment.id = in.u32();
  if (!in.ok()) return {{}, Defect::truncated};
  return {fragment};
}

void walk_ipv6_fragment(Walk& walk) {
  const auto [fragment, defect] = decode_ipv6_fragment(walk.rest);
  if (defect != Defect::none) return walk.stop(defect);
  if (!walk.in_error) {
    walk.packet.ip_protocol = fragment.next_header;
    walk.packet.is_fragment |= fragment.is_fragment();
  }
  walk.is_fragment |= fragment.is_fragment();
  walk.enter(Protocol::ipv6_fragment, kHeaderBytes);
  if (fragment.offset == 0) walk.next = protocol_of_ip(fragment.next_header);
}

}  // namespace flowstat
