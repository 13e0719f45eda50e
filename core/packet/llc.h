#pragma once

#include <cstdint>

#include "core/base/bytes.h"
#include "core/packet/defect.h"

namespace flowstat {

/// A logical link control header, with SNAP behind it where it says so. IEEE 802.2, IEEE 802.
struct Llc {
  std::uint8_t dsap = 0;
  std::uint8_t ssap = 0;
  std::uint8_t control = 0;    ///< Its first octet.
  std::uint32_t snap_oui = 0;  ///< Whose numbers snap_type is one of; 0 without SNAP.
  std::uint16_t snap_type = 0;
  std::uint8_t header_bytes = 0;  ///< With SNAP.

  bool has_snap() const { return dsap == 0xaa && (ssap & 0xfe) == 0xaa; }
  /// An information frame, numbered or not; the others carry nothing for a protocol above.
  bool is_information() const { return (control & 1) == 0 || control == 3; }
  /// snap_type is an EtherType: by RFC 1042, in Cisco's and in AppleTalk's bridging.
  bool has_ether_type() const {
    return has_snap() && (snap_oui == 0 || snap_oui == 0x0000f8 || snap_oui == 0x080007);
  }
};

/// Decodes the header at the front of `bytes`.
/// Defects: truncated, if it was not captured to its end (the header is then all zero).
Decoded<Llc> decode_llc(Bytes bytes);

}  // namespace flowstat
