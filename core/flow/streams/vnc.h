#pragma once

#include "core/packet/packet.h"

namespace flowstat {

/// True if `packet` holds an RFB ProtocolVersion message (RFC 6143 §7.1.1) on a port that Wireshark
/// has no dissector for: its VNC heuristic then starts a new conversation, and with it a number.
bool is_vnc_hello(const Packet& packet);

}  // namespace flowstat
