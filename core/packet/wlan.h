#pragma once

#include <cstdint>

#include "core/base/bytes.h"
#include "core/packet/defect.h"

namespace flowstat {

/// How an 802.11 header is written down where it is not as it was sent.
enum class WlanForm : std::uint8_t {
  plain,
  padded,   ///< To a multiple of four octets, by some network cards.
  swapped,  ///< The two octets of its frame control, by some access points.
};

/// An 802.11 header. IEEE 802.11 §9.2, §9.3.2.
struct Wlan {
  std::uint8_t type = 0;     ///< 0 management, 1 control, 2 data.
  std::uint8_t subtype = 0;  ///< Of data frames: bit 2 for no data, bit 3 for quality of service.
  std::uint8_t flags = 0;
  std::uint8_t fragment = 0;      ///< Number of the piece, from 0.
  bool is_aggregate = false;      ///< Several frames of Ethernet follow, not LLC.
  std::uint8_t header_bytes = 0;  ///< Of frames that are no data: the frame control only.

  bool is_data() const { return type == 2; }
  bool is_protected() const { return (flags & 0x40) != 0; }
  /// More pieces of the frame follow. The number of a piece alone says nothing: some count whole
  /// frames too, and Wireshark reads a last piece without the ones before it.
  bool is_piece() const { return (flags & 0x04) != 0; }

  /// LLC follows that can be read.
  bool has_llc() const {
    return is_data() && (subtype & 4) == 0 && !is_protected() && !is_piece() && !is_aggregate;
  }
};

/// Decodes the header at the front of `bytes`.
/// Defects: truncated, if it was not captured to its end (the header is then all zero).
Decoded<Wlan> decode_wlan(Bytes bytes, WlanForm form = WlanForm::plain);

}  // namespace flowstat
