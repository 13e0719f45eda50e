#pragma once

#include <cstdint>

#include "core/base/bytes.h"
#include "core/packet/defect.h"

namespace flowstat {

/// A GTP-U header, version 1, with its extension headers. 3GPP TS 29.281 §5.1.
struct Gtp {
  std::uint8_t version = 0;
  bool is_prime = false;  ///< GTP', which carries charging records.
  std::uint8_t message_type = 0;
  std::uint16_t length_bytes = 0;  ///< Of what follows the first eight octets.
  std::uint32_t teid = 0;
  std::uint32_t header_bytes = 0;  ///< With the optional fields and extension headers.

  bool is_user_packet() const { return message_type == 255; }
};

/// Decodes the header at the front of `bytes`. Extension headers are skipped, not decoded.
/// Defects: truncated, if it was not captured to its end; bad_version, if it is none of version 1
/// (only the version is known then); bad_header_length, if an extension header has no length.
Decoded<Gtp> decode_gtp(Bytes bytes);

}  // namespace flowstat
