#pragma once

#include <cstdint>

#include "core/base/bytes.h"
#include "core/packet/defect.h"

namespace flowstat {

/// A radio header of Prism cards, whose length never changes. tcpdump.org
/// LINKTYPE_IEEE802_11_PRISM.
struct Prism {
  std::uint32_t message = 0;  ///< In the byte order of the machine; not decoded.
};

/// Decodes the header at the front of `bytes`. All else is skipped.
/// Defects: truncated, below 144 octets (the header is then all zero).
Decoded<Prism> decode_prism(Bytes bytes);

}  // namespace flowstat
