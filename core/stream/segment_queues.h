#pragma once

#include <sys/uio.h>

#include <cstdint>
#include <span>

#include "core/base/bytes.h"
#include "core/base/pod_array.h"

namespace flowstat {

/// Segments that wait for being written, a queue for each file that has any. The octets are
/// borrowed. Memory is kept and used again.
class SegmentQueues {
 public:
  using Id = std::uint32_t;
  static constexpr std::uint32_t kNone = UINT32_MAX;

  /// A queue is due when it holds so much.
  static constexpr std::uint32_t kMostSegments = 512;
  static constexpr std::size_t kMostBytes = 1 << 20;

  struct Segment {
    Bytes bytes;
    std::int64_t offset = 0;
    std::uint32_t next = kNone;

    std::int64_t end() const { return offset + static_cast<std::int64_t>(bytes.size()); }
  };

  struct Queue {
    std::uint32_t file = kNone;
    std::uint32_t first = kNone;
    std::uint32_t last = kNone;
    std::uint32_t segments = 0;
    std::size_t bytes = 0;
    std::int64_t lowest = INT64_MAX;  ///< Offset of all.

    bool empty() const { return first == kNone; }
    bool is_due() const { return segments >= kMostSegments || bytes >= kMostBytes; }
  };

  /// Segments whose octets follow each other.
  struct Run {
    std::span<iovec> pieces;
    std::int64_t offset = 0;
    std::int64_t end = 0;
    std::uint32_t next = kNone;  ///< Where the next run begins.
  };

  Id add(std::uint32_t file);
  const Queue& queue(Id id) const { return queues_[id]; }
  Id size() const { return static_cast<Id>(queues_.size()); }
  void push(Id id, std::int64_t offset, Bytes bytes);

  /// The run that begins with `first`. Its pieces are valid until the next call.
  Run run_from(std::uint32_t first);

  /// The segment that was the last to touch [offset, end), or nullptr.
  const Segment* last_at(Id id, std::int64_t offset, std::int64_t end) const;

  /// Drops what lies before `offset`.
  void cut(Id id, std::int64_t offset);
  /// Makes a queue empty.
  void clear(Id id);
  /// Makes a queue nobody's. Needs: it is empty.
  void leave(Id id) { queues_[id].file = kNone; }
  /// There are no queues and no segments any more.
  void reset();

 private:
  std::uint32_t new_segment();

  PodArray<Queue> queues_;
  PodArray<Segment> segments_;
  std::uint32_t free_ = kNone;  // first of a list of segments
  iovec pieces_[kMostSegments];
};

}  // namespace flowstat
