#pragma once

#include <cstdint>

#include "core/base/bytes.h"
#include "core/packet/defect.h"

namespace flowstat {

/// A header of mirrored Ethernet frames, of the second or third kind. The first kind has none.
/// draft-foschiano-erspan.
struct Erspan {
  std::uint8_t version = 0;      ///< 1: the second kind, 2: the third.
  std::uint16_t session_id = 0;  ///< 10 bits.
  std::uint8_t header_bytes = 0;
};

/// Decodes the header at the front of `bytes`.
/// Defects: truncated, if it was not captured to its end; bad_version, if it is neither 1 nor 2
/// (only the version is known then).
Decoded<Erspan> decode_erspan(Bytes bytes);

}  // namespace flowstat
