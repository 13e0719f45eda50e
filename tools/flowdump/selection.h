#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/base/result.h"
#include "core/capture/bpf.h"
#include "core/capture/source.h"
#include "tools/flowdump/options.h"

namespace flowstat::flowdump {

/// Which frames are wanted: by filter, time and count.
class Selection {
 public:
  /// Error: filter, if it does not compile.
  static Result<Selection> make(const Options& options);

  /// False if every frame is wanted, and choose() need not be asked.
  bool is_choosy() const { return filter_ || start_ || duration_ns_ || count_; }

  /// Adds the indices of the wanted ones among `frames` to `to`, in order.
  /// Error: filter, if it does not compile for the link type of one of them.
  Status choose(std::span<const Frame> frames, std::vector<std::size_t>& to);

  /// True if no further frame will be wanted.
  bool is_over() const { return count_ && taken_ >= *count_; }

 private:
  Selection() = default;
  bool is_in_time(const Frame& frame);

  std::optional<CaptureFilter> filter_;
  std::optional<StartTime> start_;
  std::optional<std::int64_t> duration_ns_;
  std::optional<std::int64_t> count_;
  std::optional<std::int64_t> first_ns_;  // time of the first frame that has one
  std::int64_t taken_ = 0;
};

}  // namespace flowstat::flowdump
