#pragma once

#include "plugin/session.h"
#include "plugin/wireshark.h"

namespace flowstat::plugin {

/// Registers the tap of stream_tap.h.
void register_stream_tap();

/// Somebody listens to it.
bool is_stream_tap_heard();

/// Gives listeners what a frame, whose octets `tvb` has, tells of streams. Leaves by longjmp where
/// epan does.
void queue_stream_events(std::span<const StreamEvent> events, const StreamEvents& streams,
                         tvbuff_t* tvb, packet_info* pinfo);

}  // namespace flowstat::plugin
