#pragma once

#include <cstdint>

#include "core/base/bytes.h"
#include "core/packet/defect.h"

namespace flowstat {

/// A Geneve header. RFC 8926 §3.4.
struct Geneve {
  std::uint8_t version = 0;
  std::uint16_t type = 0;          ///< EtherType of what follows.
  std::uint32_t network = 0;       ///< VNI, 24 bits.
  std::uint16_t header_bytes = 0;  ///< With the options.
};

/// Decodes the header at the front of `bytes`. Options are skipped, not decoded.
/// Defects: truncated, if it was not captured to its end; bad_version, above version 0 (only the
/// version is known then).
Decoded<Geneve> decode_geneve(Bytes bytes);

}  // namespace flowstat
