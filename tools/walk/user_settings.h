#pragma once

#include <string>

namespace flowstat::walk {

/// A file of the user's by which Wireshark may dissect otherwise than it is made to: preferences,
/// protocols that are off, a plugin. "" if there is none.
std::string user_settings();

}  // namespace flowstat::walk
