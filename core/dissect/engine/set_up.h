#pragma once

#include "core/dissect/dissector.h"

namespace flowstat::dissect {

/// Starts what reads captures, once in a process; `program` is how its messages call us.
void begin_wiretap(const std::string& program);

/// Starts libwireshark with the user's profile, as tshark does, and applies `settings`.
/// Errors: usage, for what Wireshark does not know.
Status set_up_wireshark(const Settings& settings);

}  // namespace flowstat::dissect
