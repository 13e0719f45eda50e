#pragma once

#include "core/base/bytes.h"
#include "core/packet/defect.h"
#include "core/packet/icmp_message.h"

namespace flowstat {

/// An ICMPv6 header. RFC 4443 §2.1.
struct Icmpv6 : IcmpMessage {
  /// True if the header of a packet in trouble follows: unreachable, too big, time exceeded,
  /// parameter problem.
  bool is_error() const { return type >= 1 && type <= 4; }
};

/// Decodes type and code at the front of `bytes`.
/// Defects: truncated, below 8 octets (type and code are read if they are there).
Decoded<Icmpv6> decode_icmpv6(Bytes bytes);

}  // namespace flowstat
