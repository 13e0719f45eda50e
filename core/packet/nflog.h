#pragma once

#include <cstdint>

#include "core/base/bytes.h"
#include "core/packet/defect.h"

namespace flowstat {

/// What Linux's netfilter log says of a packet, up to the packet. tcpdump.org LINKTYPE_NFLOG.
struct Nflog {
  std::uint8_t family = 0;          ///< 2 IPv4, 10 IPv6.
  std::uint32_t header_bytes = 0;   ///< To the payload's first octet.
  std::uint32_t payload_bytes = 0;  ///< As its attribute says.
};

/// Decodes what stands at the front of `bytes`. Attributes have the byte order of the machine,
/// which is told by the first one's length; all but the payload are skipped. Defects: truncated, if
/// no payload was captured; bad_length, if an attribute is shorter than its own length and type.
Decoded<Nflog> decode_nflog(Bytes bytes);

}  // namespace flowstat
