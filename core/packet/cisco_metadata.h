#pragma once

#include <cstdint>

#include "core/base/bytes.h"
#include "core/packet/defect.h"

namespace flowstat {

/// Cisco's metadata, which gives what follows a security group, in the form that GRE carries.
struct CiscoMetadata {
  std::uint16_t group = 0;
  std::uint16_t type = 0;  ///< EtherType of what follows.
};

/// Decodes the header at the front of `bytes`.
/// Defects: truncated, below 8 octets (the header is then all zero).
Decoded<CiscoMetadata> decode_cisco_metadata(Bytes bytes);

}  // namespace flowstat
