#pragma once

#include <cstdint>

#include "core/base/bytes.h"
#include "core/packet/defect.h"
#include "core/packet/walk.h"

namespace flowstat {

/// What ICMP and ICMPv6 messages have in common. RFC 792, RFC 4443 §2.1.
struct IcmpMessage {
  std::uint8_t type = 0;
  std::uint8_t code = 0;
};

/// Decodes type and code at the front of `bytes`.
/// Defects: truncated, below 8 octets (type and code are read if they are there).
Decoded<IcmpMessage> decode_icmp_message(Bytes bytes);

/// Notes `message` as a layer of `self`. `quoted` is the IP version whose header an error quotes;
/// none for any other message.
void walk_icmp_message(Walk& walk, Protocol self, const Decoded<IcmpMessage>& message,
                       Protocol quoted);

}  // namespace flowstat
