#include "core/packet/capwap.h"

#include "core/packet/walk.h"
#include "core/packet/wlan.h"

namespace flowstat {

namespace {
constexpr std::size_t kFixedBytes = 8;
constexpr std::size_t kEncryptedBytes = 4;
}  // namespace

Decoded<Capwap> decode_capwap(Bytes bytes) {
  ByteReader in(bytes);
  Capwap capwap;
  const std::uint32_t first = in.u32();
  in.u32();  // fragment number and offset
  capwap.is_encrypted = (first >> 24 & 15) == 1;
  if (capwap.is_encrypted && bytes.size() >= kEncryptedBytes)
    return {{.is_encrypted = true, .header_bytes = kEncryptedBytes}};
  if (!in.ok()) return {{}, Defect::truncated};
  capwap.header_bytes = static_cast<std::uint8_t>((first >> 19 & 31) * 4);
  capwap.is_native = (first & 0x100) != 0;
  capwap.is_fragment = (first & 0x80) != 0;
  capwap.is_keep_alive = (first & 0x08) != 0;
  if (capwap.header_bytes < kFixedBytes) return {{}, Defect::bad_header_length};
  if (bytes.size() < capwap.header_bytes) return {{}, Defect::truncated};
  return {capwap};
}

void walk_capwap(Walk& walk) {
  const auto [capwap, defect] = decode_capwap(walk.rest);
  if (defect != Defect::none) return walk.stop(defect);
  walk.enter(Protocol::capwap, capwap.header_bytes);
  if (capwap.is_encrypted || capwap.is_fragment || capwap.is_keep_alive) return;
  walk.next = capwap.is_native ? Protocol::wlan : Protocol::ethernet;
  // Cisco's access points began with the octets of the frame control changed about, and Wireshark
  // takes this for the usual way.
  if (capwap.is_native) walk.wlan_form = WlanForm::swapped;
}

}  // namespace flowstat
