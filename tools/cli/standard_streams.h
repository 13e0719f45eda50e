#pragma once

namespace flowstat::cli {

/// Gives standard input, output and error something to lead to where the caller closed them
/// (">&-"), so that a file which is opened later never takes their place and gets their output.
void hold_standard_streams();

}  // namespace flowstat::cli
