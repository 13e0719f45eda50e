#pragma once

#include <cstdint>

#include "core/base/bytes.h"
#include "core/packet/defect.h"

namespace flowstat {

/// A header of Ethernet in IP. RFC 3378 §3.
struct Etherip {
  std::uint8_t version = 0;  ///< 3; any other is not decoded.
};

/// Decodes the header at the front of `bytes`.
/// Defects: truncated, below 2 octets (the header is then all zero).
Decoded<Etherip> decode_etherip(Bytes bytes);

}  // namespace flowstat
