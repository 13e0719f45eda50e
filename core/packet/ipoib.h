#pragma once

#include <cstdint>

#include "core/base/bytes.h"
#include "core/packet/defect.h"

namespace flowstat {

/// A header of IP over InfiniBand, behind the addresses. RFC 4391 §6, tcpdump.org
/// LINKTYPE_IPOIB.
struct Ipoib {
  std::uint16_t type = 0;  ///< EtherType of what follows.
};

/// Decodes the header at the front of `bytes`. The addresses are skipped, not decoded.
/// Defects: truncated, below 44 octets (the header is then all zero).
Decoded<Ipoib> decode_ipoib(Bytes bytes);

}  // namespace flowstat
