#pragma once

#include <cstdint>

namespace flowstat {

/// Whose stream numbers ours equal: Wireshark changed the rule between its versions.
enum class StreamRule : std::uint8_t { v4_0, v4_4, v4_6 };

}  // namespace flowstat
