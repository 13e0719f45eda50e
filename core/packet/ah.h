#pragma once

#include <cstdint>

#include "core/base/bytes.h"
#include "core/packet/defect.h"

namespace flowstat {

/// An IP authentication header. RFC 4302 §2.
struct Ah {
  std::uint8_t next_header = 0;
  std::uint16_t header_bytes = 0;  ///< With the integrity check value.
  std::uint32_t spi = 0;
  std::uint32_t sequence = 0;
};

/// Decodes the header at the front of `bytes`.
/// Defects: truncated, if it was not captured to its end.
Decoded<Ah> decode_ah(Bytes bytes);

}  // namespace flowstat
