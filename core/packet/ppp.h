#pragma once

#include <cstdint>

#include "core/base/bytes.h"
#include "core/packet/defect.h"

namespace flowstat {

/// A PPP header, with address and control octets before it or without. RFC 1661 §2, RFC 1662 §3.1.
struct Ppp {
  std::uint16_t protocol = 0;
  std::uint8_t header_bytes = 0;  ///< 1 to 4: what the two sides agreed to leave out is not there.
};

/// Decodes the header at the front of `bytes`.
/// Defects: truncated, if it was not captured to its end (the header is then all zero).
Decoded<Ppp> decode_ppp(Bytes bytes);

}  // namespace flowstat
