#pragma once

#include "core/base/result.h"

namespace flowstat::cli {

/// From here on SIGINT, SIGTERM and SIGHUP are only noted, a second one ends the program at once,
/// and SIGPIPE and SIGXFSZ become errors of write().
void catch_signals();

/// True once one of them came.
bool is_interrupted();
/// Error: interrupted, once one of them came.
Status check_interrupt();

/// From here on SIGINT, SIGTERM and SIGHUP only end the capture, and the run goes on to its end; a
/// second one ends the program at once. One that came before is for is_interrupted().
void let_signals_end_capture();

/// True once one of them came.
bool is_capture_ended();

}  // namespace flowstat::cli
