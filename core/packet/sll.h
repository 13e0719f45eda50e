#pragma once

#include <cstdint>

#include "core/base/bytes.h"
#include "core/packet/defect.h"

namespace flowstat {

/// A Linux cooked capture header, version 1. tcpdump.org LINKTYPE_LINUX_SLL.
struct Sll {
  std::uint16_t packet_type = 0;  ///< 0 to us, 1 broadcast, 2 multicast, 3 to others, 4 by us.
  std::uint16_t arphrd_type = 0;  ///< Linux ARPHRD_ number of the interface.
  std::uint16_t protocol = 0;     ///< EtherType, for the ARPHRD types that have one.
};

/// Decodes the header at the front of `bytes`.
/// Defects: truncated, below 16 octets (the header is then all zero).
Decoded<Sll> decode_sll(Bytes bytes);

/// True if `protocol` of a cooked header may be an EtherType; of netlink it is a family. Frame
/// relay and 802.11 have none either, but there Linux fills in a number below all EtherTypes.
/// tcpdump.org LINKTYPE_LINUX_SLL.
bool has_ether_type(std::uint16_t arphrd_type);

}  // namespace flowstat
