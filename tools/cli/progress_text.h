#pragma once

#include <cstdint>
#include <string>

namespace flowstat::cli {

/// How far a tool has come.
struct ProgressState {
  std::int64_t done_bytes = 0;
  std::int64_t total_bytes = 0;  ///< 0: not known, as for a pipe.
  std::int64_t packets = 0;
  double elapsed_s = 0;
};

/// "12 % 118 MB of 1.0 GB, 312,000 packets, 3.1 M packets/s, 0:07 left". Where the total is not
/// known there is no share and no time left; that time is also left out until it can be told.
std::string progress_text(const ProgressState& state);

/// "312,000".
std::string with_commas(std::int64_t count);

/// "3.1 MB", "118 kB", "950 B": a power of a thousand, with a decimal below ten.
std::string byte_text(double bytes);

/// "3.1 M packets/s", "950 packets/s".
std::string rate_text(double packets_per_s);

}  // namespace flowstat::cli
