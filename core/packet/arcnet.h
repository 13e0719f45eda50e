#pragma once

#include <cstdint>

#include "core/base/bytes.h"
#include "core/packet/defect.h"

namespace flowstat {

/// An ARCNET header as Linux captures it. tcpdump.org LINKTYPE_ARCNET_LINUX, RFC 1201, RFC 1051.
struct Arcnet {
  std::uint8_t protocol = 0;
  std::uint8_t split = 0;  ///< Not 0: a piece of a larger packet. RFC 1201 only.
  std::uint8_t header_bytes = 0;
};

/// Decodes the header at the front of `bytes`.
/// Defects: truncated, if it was not captured to its end (the header is then all zero).
Decoded<Arcnet> decode_arcnet(Bytes bytes);

}  // namespace flowstat
