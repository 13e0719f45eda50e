#pragma once

#include <cstdint>

#include "core/base/bytes.h"
#include "core/packet/defect.h"

namespace flowstat {

/// An L2TP header, version 2. RFC 2661 §3.1.
struct L2tp {
  std::uint8_t version = 0;
  bool is_control = false;
  std::uint16_t tunnel_id = 0;
  std::uint16_t session_id = 0;
  std::uint32_t header_bytes = 0;  ///< With the padding before the payload.
};

/// Decodes the header at the front of `bytes`.
/// Defects: truncated, if it was not captured to its end (the header is then all zero);
/// bad_version, if it is none of version 2 (only the version is known then): what the header of
/// version 3 looks like is agreed upon elsewhere.
Decoded<L2tp> decode_l2tp(Bytes bytes);

}  // namespace flowstat
