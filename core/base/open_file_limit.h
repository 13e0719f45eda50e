#pragma once

#include <cstdint>

namespace flowstat {

/// Lets the process have as many files open as the system's hard limit allows, and gives how many
/// those are; the usual soft limit is for programs that use select(). 0: nobody knows.
std::uint64_t raise_open_file_limit();

}  // namespace flowstat
