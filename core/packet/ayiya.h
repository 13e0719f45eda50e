#pragma once

#include <cstdint>

#include "core/base/bytes.h"
#include "core/packet/defect.h"

namespace flowstat {

/// A header of AYIYA, by which SixXS carried IPv6 through address translation.
/// draft-massar-v6ops-ayiya §4.
struct Ayiya {
  std::uint8_t operation = 0;      ///< 1: to be forwarded.
  std::uint8_t next_header = 0;    ///< IP protocol number of what follows.
  std::uint32_t header_bytes = 0;  ///< With identity and signature.
};

/// Decodes the header at the front of `bytes`.
/// Defects: truncated, if it was not captured to its end (the header is then all zero).
Decoded<Ayiya> decode_ayiya(Bytes bytes);

}  // namespace flowstat
