#pragma once

#include <cstdint>

#include "core/base/bytes.h"
#include "core/packet/defect.h"

namespace flowstat {

/// An IPv6 fragment header. RFC 8200 §4.5.
struct Ipv6Fragment {
  std::uint8_t next_header = 0;
  std::uint16_t offset = 0;  ///< In units of 8 octets.
  bool more_fragments = false;
  std::uint32_t id = 0;

  /// False for an atomic fragment, RFC 6946, which is a whole datagram.
  bool is_fragment() const { return more_fragments || offset > 0; }
};

/// Decodes the header at the front of `bytes`.
/// Defects: truncated, below 8 octets (the header is then all zero).
Decoded<Ipv6Fragment> decode_ipv6_fragment(Bytes bytes);

}  // namespace flowstat
