#pragma once

#include <cstdint>

#include "core/base/bytes.h"
#include "core/packet/defect.h"

namespace flowstat {

/// A header of a PPPoE session. RFC 2516 §4.
struct Pppoe {
  std::uint8_t version = 0;
  std::uint8_t code = 0;  ///< 0 in a session.
  std::uint16_t session_id = 0;
  std::uint16_t payload_bytes = 0;
};

/// Decodes the header at the front of `bytes`. Discovery has an EtherType of its own.
/// Defects: truncated, below 6 octets (the header is then all zero).
Decoded<Pppoe> decode_pppoe(Bytes bytes);

}  // namespace flowstat
