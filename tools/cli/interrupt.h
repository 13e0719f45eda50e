#pragma once

namespace flowstat::cli {

/// From here on SIGINT and SIGTERM are only noted, a second one ends the program at once, and
/// SIGPIPE becomes an error of write().
void catch_signals();

/// True once SIGINT or SIGTERM came.
bool is_interrupted();

}  // namespace flowstat::cli
