#pragma once

namespace flowstat::cli {

/// From here on SIGINT, SIGTERM and SIGHUP are only noted, a second one ends the program at once,
/// and SIGPIPE and SIGXFSZ become errors of write().
void catch_signals();

/// True once one of them came.
bool is_interrupted();

}  // namespace flowstat::cli
