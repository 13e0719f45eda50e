#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <vector>

#include "core/base/frame.h"
#include "core/base/result.h"
#include "core/capture/block.h"

namespace flowstat {

/// Frames in the order of the capture, and leases on the blocks that their bytes lie in.
struct FrameBatch {
  std::vector<Frame> frames;
  std::vector<Lease> leases;

  /// Keeps `lease` for as long as this batch is in use; leasing the same block again is free.
  void hold(const Lease& lease) {
    if (!leases.empty() && leases.back() == lease) return;
    // Merged files take turns, so it may be any of them.
    if (std::ranges::find(leases, lease) == leases.end()) leases.push_back(lease);
  }
  void clear() {
    frames.clear();
    leases.clear();
  }
};

/// A batch is handed on when it has this many frames.
inline constexpr std::size_t kBatchFrames = 1024;

/// How far a source has come, in octets of the files as they lie on disk.
struct Progress {
  std::int64_t done_bytes = 0;
  std::int64_t total_bytes = 0;  ///< 0: unknown, as for a pipe.
};

/// Something that gives frames: a file, a pipe, an interface, several of them merged.
class Source {
 public:
  virtual ~Source() = default;

  /// Fills `batch`, which must be empty; it stays empty at the end. Gives fewer than kBatchFrames
  /// rather than wait for a pipe that has more to say later.
  ///
  /// Errors: damaged, if the input breaks off; all frames before that have been given.
  virtual Status read(FrameBatch& batch) = 0;

  virtual Progress progress() const = 0;
};

}  // namespace flowstat
