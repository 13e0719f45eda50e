#pragma once

#include <cstdint>

#include "core/base/bytes.h"
#include "core/packet/defect.h"

namespace flowstat {

/// A GRE header. RFC 2784, RFC 2890 (key and sequence number), RFC 1701 (source routes), RFC 2637
/// (version 1, of PPTP).
struct Gre {
  std::uint8_t version = 0;
  bool has_sequence = false;
  std::uint16_t type = 0;          ///< EtherType of what follows, or one of GRE's own.
  std::uint32_t header_bytes = 0;  ///< With the optional fields.
};

/// Decodes the header at the front of `bytes`. Optional fields are skipped, not decoded.
/// Defects: truncated, if it was not captured to its end.
Decoded<Gre> decode_gre(Bytes bytes);

}  // namespace flowstat
