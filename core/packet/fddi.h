#pragma once

#include <cstdint>

#include "core/base/bytes.h"
#include "core/packet/defect.h"

namespace flowstat {

/// An FDDI header. ANSI X3.139.
struct Fddi {
  std::uint8_t frame_control = 0;

  /// LLC frames of any priority; the others are the ring's own.
  bool has_llc() const { return (frame_control & 0xf0) == 0x50; }
};

/// Decodes the header at the front of `bytes`. Addresses are skipped, not decoded.
/// Defects: truncated, below 13 octets (the header is then all zero).
Decoded<Fddi> decode_fddi(Bytes bytes);

}  // namespace flowstat
