#pragma once

namespace flowstat::cli {

/// Lets the program have as many files open as the system's hard limit allows; the usual soft limit
/// is for programs that use select().
void allow_many_files();

}  // namespace flowstat::cli
