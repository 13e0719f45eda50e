#pragma once

#include <cstdint>

#include "core/base/bytes.h"
#include "core/packet/defect.h"

namespace flowstat {

/// What may stand before the IPv6 header in Teredo: authentication and the origin's address.
/// RFC 4380 §5.1.1.
struct Teredo {
  bool has_authentication = false;
  bool has_origin = false;
  std::uint16_t header_bytes = 0;  ///< 0: neither is there.
};

/// Decodes what stands at the front of `bytes`.
/// Defects: truncated, if it was not captured to its end (all is then zero).
Decoded<Teredo> decode_teredo(Bytes bytes);

}  // namespace flowstat
