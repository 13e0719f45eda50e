#pragma once

namespace flowstat::plugin {

/// Ends tshark with one line and exit code 1; `name` is what stands behind -z.
[[noreturn]] void give_up(const char* name, const char* why);

/// Ends tshark; a window tells it and goes on.
void complain(const char* name, const char* why);

/// Complains if Wireshark was told not to call us, so that a report would be empty. Known when a
/// report begins.
void complain_if_off(const char* name);

}  // namespace flowstat::plugin
