#pragma once

#include <atomic>
#include <cstdint>

namespace flowstat::dissect {

/// What a worker tells while it works, in memory that its parent sees.
struct Pulse {
  std::atomic<std::int64_t> packet = 0;      ///< Being dissected, from 1; 0: none.
  std::atomic<std::int64_t> started_ns = 0;  ///< When that began, by the monotonic clock.
  std::atomic<std::int64_t> read_bytes = 0;  ///< Of the file, as it lies on disk.
  std::atomic<bool> is_at_end = false;       ///< The file has no more records.
  std::atomic<std::int64_t> too_large = 0;   ///< Integers that are null, as no int64 holds them.
};

}  // namespace flowstat::dissect
