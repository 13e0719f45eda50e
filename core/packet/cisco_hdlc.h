#pragma once

#include <cstdint>

#include "core/base/bytes.h"
#include "core/packet/defect.h"

namespace flowstat {

/// A header of Cisco's HDLC. tcpdump.org LINKTYPE_C_HDLC.
struct CiscoHdlc {
  std::uint8_t address = 0;  ///< 0x0f to one, 0x8f to all.
  std::uint16_t type = 0;    ///< EtherType of what follows.
};

/// Decodes the header at the front of `bytes`.
/// Defects: truncated, below 4 octets (the header is then all zero).
Decoded<CiscoHdlc> decode_cisco_hdlc(Bytes bytes);

}  // namespace flowstat
