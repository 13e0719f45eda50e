#include "core/packet/radiotap.h"

#include "core/packet/walk.h"
#include "core/packet/wlan.h"

namespace flowstat {

namespace {

constexpr std::size_t kFixedBytes = 8;
constexpr std::uint32_t kHasTime = 1;
constexpr std::uint32_t kHasFlags = 2;
constexpr std::uint32_t kHasMore = 0x80000000;
constexpr std::uint8_t kIsPadded = 0x20;

std::uint32_t u32_little(ByteReader& in) {
  return swapped(in.u32());
}

/// The flags of `header`, which stand behind the masks of what is there and an aligned time.
std::uint8_t flags_of(Bytes header) {
  ByteReader in(header);
  in.u32();  // version and length
  const std::uint32_t present = u32_little(in);
  std::uint32_t mask = present;
  while (in.ok() && (mask & kHasMore) != 0) mask = u32_little(in);
  if ((present & kHasFlags) == 0) return 0;
  if ((present & kHasTime) != 0) {
    const std::size_t at = header.size() - in.rest().size();
    in.bytes((8 - at % 8) % 8 + 8);
  }
  return in.u8();
}

}  // namespace

Decoded<Radiotap> decode_radiotap(Bytes bytes) {
  ByteReader in(bytes);
  in.u16();  // version
  const std::uint16_t header_bytes = swapped(in.u16());
  if (!in.ok()) return {{}, Defect::truncated};
  if (header_bytes < kFixedBytes) return {{}, Defect::bad_header_length};
  if (bytes.size() < header_bytes) return {{}, Defect::truncated};
  return {{(flags_of(bytes.first(header_bytes)) & kIsPadded) != 0, header_bytes}};
}

void walk_radiotap(Walk& walk) {
  const auto [radiotap, defect] = decode_radiotap(walk.rest);
  if (defect != Defect::none) return walk.stop(defect);
  walk.enter(Protocol::radiotap, radiotap.header_bytes);
  if (radiotap.is_padded) walk.wlan_form = WlanForm::padded;
  walk.next = Protocol::wlan;
}

}  // namespace flowstat
