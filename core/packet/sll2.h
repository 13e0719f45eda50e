#pragma once

#include <cstdint>

#include "core/base/bytes.h"
#include "core/packet/defect.h"

namespace flowstat {

/// A Linux cooked capture header, version 2. tcpdump.org LINKTYPE_LINUX_SLL2.
struct Sll2 {
  std::uint16_t protocol = 0;         ///< EtherType, for the ARPHRD types that have one.
  std::uint32_t interface_index = 0;  ///< Linux's, of the capturing machine.
  std::uint16_t arphrd_type = 0;      ///< Linux ARPHRD_ number of the interface.
  std::uint8_t packet_type = 0;       ///< 0 to us, 1 broadcast, 2 multicast, 3 to others, 4 by us.
};

/// Decodes the header at the front of `bytes`.
/// Defects: truncated, below 20 octets (the header is then all zero).
Decoded<Sll2> decode_sll2(Bytes bytes);

}  // namespace flowstat
