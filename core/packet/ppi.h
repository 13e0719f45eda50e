#pragma once

#include <cstdint>

#include "core/base/bytes.h"
#include "core/packet/defect.h"

namespace flowstat {

/// A header of per-packet information. tcpdump.org LINKTYPE_PPI.
struct Ppi {
  std::uint32_t link_type = 0;     ///< Of the frame that follows.
  std::uint16_t header_bytes = 0;  ///< With its fields.
};

/// Decodes the header at the front of `bytes`. Fields are skipped, not decoded.
/// Defects: truncated, if it was not captured to its end (the header is then all zero);
/// bad_header_length, if it is below its fixed eight octets.
Decoded<Ppi> decode_ppi(Bytes bytes);

}  // namespace flowstat
