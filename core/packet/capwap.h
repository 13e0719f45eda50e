#pragma once

#include <cstdint>

#include "core/base/bytes.h"
#include "core/packet/defect.h"

namespace flowstat {

/// A header of CAPWAP, which carries frames between access points and their controller.
/// RFC 5415 §4.3.
struct Capwap {
  bool is_encrypted = false;  ///< DTLS follows; nothing else is known then.
  bool is_native = false;     ///< The frame is 802.11's; else it is Ethernet's.
  bool is_fragment = false;
  bool is_keep_alive = false;
  std::uint8_t header_bytes = 0;
};

/// Decodes the header at the front of `bytes`.
/// Defects: truncated, if it was not captured to its end (the header is then all zero);
/// bad_header_length, if it is below its fixed eight octets.
Decoded<Capwap> decode_capwap(Bytes bytes);

}  // namespace flowstat
