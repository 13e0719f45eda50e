#pragma once

#include <cstdint>

#include "core/base/bytes.h"
#include "core/packet/defect.h"

namespace flowstat {

/// A radio header of AVS, which came before radiotap. tcpdump.org LINKTYPE_IEEE802_11_AVS.
struct Avs {
  std::uint32_t cookie = 0;  ///< Version.
  std::uint32_t header_bytes = 0;
};

/// Decodes the header at the front of `bytes`.
/// Defects: truncated, if it was not captured to its end; bad_header_length, if it is below its
/// first eight octets.
Decoded<Avs> decode_avs(Bytes bytes);

/// True if `bytes` begin with one of its cookies; the header of Prism has the same link type.
bool is_avs(Bytes bytes);

}  // namespace flowstat
