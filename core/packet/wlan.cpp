#include "core/packet/wlan.h"

#include "core/packet/walk.h"

namespace flowstat {

namespace {

constexpr std::uint8_t kDistribution = 3;  // from one access point to another
constexpr std::uint8_t kHasControl = 0x80;
constexpr std::uint8_t kQuality = 8;
constexpr std::size_t kAddressBytes = 6;

/// Reads a data frame's header on behind its frame control.
void read_data(ByteReader& in, Wlan& wlan) {
  in.u16();  // duration
  in.bytes(3 * kAddressBytes);
  wlan.fragment = static_cast<std::uint8_t>(swapped(in.u16()) & 15);
  if ((wlan.flags & kDistribution) == kDistribution) in.bytes(kAddressBytes);
  if ((wlan.subtype & kQuality) == 0) return;
  wlan.is_aggregate = (in.u16() & 0x8000) != 0;
  if ((wlan.flags & kHasControl) != 0) in.u32();
}

}  // namespace

Decoded<Wlan> decode_wlan(Bytes bytes, WlanForm form) {
  ByteReader in(bytes);
  std::uint16_t control = in.u16();
  if (form == WlanForm::swapped) control = swapped(control);
  Wlan wlan;
  wlan.type = control >> 10 & 3;
  wlan.subtype = static_cast<std::uint8_t>(control >> 12);
  wlan.flags = static_cast<std::uint8_t>(control);
  if (wlan.is_data()) read_data(in, wlan);
  const std::size_t read_bytes = bytes.size() - in.rest().size();
  if (form == WlanForm::padded) in.bytes((4 - read_bytes % 4) % 4);
  if (!in.ok()) return {{}, Defect::truncated};
  wlan.header_bytes = static_cast<std::uint8_t>(bytes.size() - in.rest().size());
  return {wlan};
}

void walk_wlan(Walk& walk) {
  const auto [wlan, defect] = decode_wlan(walk.rest, walk.wlan_form);
  if (defect != Defect::none) return walk.stop(defect);
  walk.enter(Protocol::wlan, wlan.header_bytes);
  walk.wlan_form = WlanForm::plain;
  if (wlan.has_llc()) walk.next = Protocol::llc;
}

}  // namespace flowstat
