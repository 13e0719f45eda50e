#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/base/frame.h"
#include "core/base/result.h"
#include "core/capture/block.h"

namespace flowstat {

/// A batch is handed on when it has so many frames, or so many octets of them.
inline constexpr std::size_t kBatchFrames = 1024;
inline constexpr std::size_t kBatchBytes = 2'097'152;

/// Frames in the order of the capture, and leases on the blocks that their bytes lie in, if they
/// lie in blocks.
struct FrameBatch {
  std::vector<Frame> frames;
  std::vector<Lease> leases;
  std::size_t bytes = 0;  ///< Of all frames, captured.

  /// Adds `frame`, whose bytes lie in a block that is held, or stay by themselves.
  void add(const Frame& frame) {
    frames.push_back(frame);
    bytes += frame.bytes.size();
  }
  /// Keeps `lease` for as long as this batch is in use; leasing the block of the last again is
  /// free.
  void hold(const Lease& lease) {
    if (leases.empty() || leases.back() != lease) leases.push_back(lease);
  }
  bool is_full() const { return frames.size() >= kBatchFrames || bytes >= kBatchBytes; }
  void clear() {
    bytes = 0;
    frames.clear();
    leases.clear();
  }
};

/// How far a source has come, in octets of the files as they lie on disk.
struct Progress {
  std::int64_t done_bytes = 0;
  std::int64_t total_bytes = 0;  ///< 0: unknown, as for a pipe.
};

/// Something that gives frames: a file, a pipe, an interface, several of them merged.
class Source {
 public:
  virtual ~Source() = default;

  /// Fills `batch`, which must be empty; it stays empty at the end. Gives a batch that is not
  /// full rather than wait for a pipe that has more to say later.
  ///
  /// Errors: damaged, if the input breaks off; all frames before that have been given.
  virtual Status read(FrameBatch& batch) = 0;

  virtual Progress progress() const = 0;

  /// True if the bytes of all frames stay until the source is destroyed, whatever becomes of their
  /// batches; false if they stay only as long as the leases of their batch.
  virtual bool frames_stay() const { return false; }
};

}  // namespace flowstat
