#include "core/packet/mpls.h"

#include "core/packet/walk.h"

namespace flowstat {

namespace {
constexpr std::size_t kEntryBytes = 4;
constexpr std::uint32_t kOamAlert = 14;  // what follows tests the path. RFC 3429
}  // namespace

Decoded<Mpls> decode_mpls(Bytes bytes) {
  ByteReader in(bytes);
  const std::uint32_t entry = in.u32();
  if (!in.ok()) return {{}, Defect::truncated};
  Mpls mpls;
  mpls.label = entry >> 12;
  mpls.traffic_class = entry >> 9 & 7;
  mpls.is_last = (entry >> 8 & 1) != 0;
  mpls.ttl = entry & 0xff;
  return {mpls};
}

void walk_mpls(Walk& walk) {
  const auto [mpls, defect] = decode_mpls(walk.rest);
  if (defect != Defect::none) return walk.stop(defect);
  walk.enter(Protocol::mpls, kEntryBytes);
  // Of pseudowires Wireshark guesses by the makers of Ethernet addresses; they are not followed.
  if (!mpls.is_last)
    walk.next = Protocol::mpls;
  else if (mpls.label != kOamAlert)
    walk.next = ip_of_version(walk.rest);
}

}  // namespace flowstat
