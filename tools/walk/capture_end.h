#pragma once

namespace flowstat::walk {

/// From here on SIGINT, SIGTERM and SIGHUP only end the capture, and the run goes on to its end; a
/// second one ends the program at once. One that came before is for cli::is_interrupted().
void let_signals_end_capture();

/// True once one of them came.
bool is_capture_ended();

}  // namespace flowstat::walk
