#pragma once

#include <cstdint>

#include "core/base/bytes.h"
#include "core/packet/defect.h"

namespace flowstat {

/// A frame that begins with an IP header of either version. tcpdump.org LINKTYPE_RAW.
struct RawIp {
  std::uint8_t version = 0;  ///< 4 or 6; anything else is not decoded.
};

/// Looks at the first octet of `bytes` and consumes nothing.
/// Defects: truncated, if there is none; bad_version, if it is neither 4 nor 6.
Decoded<RawIp> decode_raw_ip(Bytes bytes);

}  // namespace flowstat
