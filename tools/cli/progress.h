#pragma once

#include <chrono>
#include <cstdint>

namespace flowstat::cli {

/// A line on standard error that is redrawn a few times a second while a tool works:
/// "12 % 118 MB of 1.0 GB, 312,000 packets, 3.1 M packets/s, 0:07 left". Only on a terminal.
class Progress {
 public:
  /// With `no` nothing is drawn, as for -q; nor on a standard error that is no terminal.
  enum class Wanted : bool { no, yes };
  explicit Progress(Wanted wanted);
  /// Clears the line.
  ~Progress();

  /// Call as often as you like: looks at the clock, draws when it is time.
  void update(std::int64_t done_bytes, std::int64_t total_bytes, std::int64_t packets);

 private:
  void clear();

  using Clock = std::chrono::steady_clock;
  bool is_drawn_ = false;
  bool is_wanted_;
  Clock::time_point started_;
  Clock::time_point next_;
};

}  // namespace flowstat::cli
