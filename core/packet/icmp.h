#pragma once

#include "core/base/bytes.h"
#include "core/packet/defect.h"
#include "core/packet/icmp_message.h"

namespace flowstat {

/// An ICMP header. RFC 792.
struct Icmp : IcmpMessage {
  /// True if the header of a datagram in trouble follows: unreachable, source quench, redirect,
  /// time exceeded, parameter problem.
  bool is_error() const { return type == 3 || type == 4 || type == 5 || type == 11 || type == 12; }
};

/// Decodes type and code at the front of `bytes`.
/// Defects: truncated, below 8 octets (type and code are read if they are there).
Decoded<Icmp> decode_icmp(Bytes bytes);

}  // namespace flowstat
