#pragma once

#include <cstdint>

#include "core/base/bytes.h"
#include "core/packet/defect.h"

namespace flowstat {

/// What a radio says of the 802.11 frame behind it. radiotap.org.
struct Radiotap {
  bool is_padded = false;  ///< The 802.11 header is padded to four octets.
  std::uint16_t header_bytes = 0;
};

/// Decodes the header at the front of `bytes`. All fields but the flags are skipped.
/// Defects: truncated, if it was not captured to its end (the header is then all zero);
/// bad_header_length, if it is below its fixed eight octets.
Decoded<Radiotap> decode_radiotap(Bytes bytes);

}  // namespace flowstat
