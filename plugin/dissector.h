#pragma once

#include "plugin/frame_taker.h"
#include "plugin/session.h"

namespace flowstat::plugin {

/// Registers the protocol flowstat and its fields.
void register_fields();

/// Has Wireshark call us for every frame, after all dissectors.
void register_dissector();

/// What is known of the capture that is open; nullptr: none is.
Session* current_session();

/// From the next frame on, sessions have the rows of all streams.
void keep_streams();

/// Gives `taker`, which lives as long as the program, all frames from the next on.
void add_frame_taker(FrameTaker& taker);

}  // namespace flowstat::plugin
