#pragma once

namespace flowstat::plugin {

/// Registers the protocol flowstat and its fields.
void register_fields();

/// Has Wireshark call us for every frame, after all dissectors.
void register_dissector();

}  // namespace flowstat::plugin
