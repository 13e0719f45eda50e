#pragma once

#include "core/packet/decode.h"

namespace flowstat {

/// The packet of the frame's outermost IP header, and of the transport header right behind it if
/// there is one. Borrows from the frame.
Packet outermost_packet(const PacketRow& row);

}  // namespace flowstat
