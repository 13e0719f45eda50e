#pragma once

#include "plugin/packet_log.h"

namespace flowstat::plugin {

/// Registers the protocol flowstat and its fields.
void register_fields();

/// Has Wireshark call us for every frame, after all dissectors.
void register_dissector();

/// The packets of the capture that is open; nullptr: none is.
PacketLog* current_log();

}  // namespace flowstat::plugin
