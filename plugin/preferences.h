#pragma once

#include "plugin/frame_walk.h"
#include "plugin/shown_fields.h"

namespace flowstat::plugin {

/// Registers the page of preferences of `protocol`.
void register_preferences(int protocol);

/// Off, nothing is taken, kept or shown.
bool is_switched_on();

/// True if fields of `scope` are in the packet details where nobody names them.
bool is_in_details(Scope scope);

/// Streams are watched, and what is odd about them is told.
bool tells_oddities();

/// How packets come to flows.
FlowRules flow_rules();

}  // namespace flowstat::plugin
