#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/capture/bpf.h"
#include "core/capture/source.h"

namespace flowstat::walk {

/// A point in time as given on the command line: absolute, or seconds after the first packet.
struct StartTime {
  std::int64_t ns = 0;
  bool is_after_first = false;
};

/// Which frames the command line asks for.
struct Wanted {
  std::string filter;  ///< BPF; "" takes every frame.
  std::optional<StartTime> start;
  std::optional<std::int64_t> duration_ns;
  std::optional<std::int64_t> count;
};

/// Chooses the frames that are wanted: by filter, time and count.
class Selection {
 public:
  /// Error: filter, if it does not compile.
  static Result<Selection> make(const Wanted& wanted);

  /// False if every frame is wanted, and choose() need not be asked.
  bool is_choosy() const {
    return filter_ || wanted_.start || wanted_.duration_ns || wanted_.count;
  }

  /// Adds the indices of the wanted ones among `frames` to `to`, in order.
  /// Error: filter, if it does not compile for the link type of one of them.
  Status choose(std::span<const Frame> frames, std::vector<std::size_t>& to);

  /// True if no further frame will be wanted.
  bool is_over() const { return wanted_.count && taken_ >= *wanted_.count; }

 private:
  Selection() = default;
  bool is_in_time(const Frame& frame);

  Wanted wanted_;
  std::optional<CaptureFilter> filter_;
  std::optional<std::int64_t> first_ns_;  // time of the first frame that has one
  std::int64_t taken_ = 0;
};

}  // namespace flowstat::walk
