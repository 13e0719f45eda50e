#pragma once

#include <vector>

#include "core/base/frame.h"
#include "core/stream/coverage.h"
#include "core/stream/span.h"

namespace flowstat {

/// Spans from offset 0 on, in order and without gaps: what is not added is a hole.
class SpanList {
 public:
  /// Adds a span behind the last. Needs: it begins at or behind the end.
  void add(const Span& span);
  /// Makes the list end at `offset` at least, with a hole.
  void end_at(std::int64_t offset);
  /// Gives the captured octets of [offset, offset + bytes) another status.
  void mark(std::int64_t offset, std::int64_t bytes, SpanStatus status, const Arrival& arrival);

  /// The spans, those of one status joined where they touch.
  std::vector<Span> take();

 private:
  struct Mark {
    std::int64_t begin;
    std::int64_t end;
    SpanStatus status;
    Arrival arrival;
  };

  std::int64_t end() const { return spans_.empty() ? 0 : spans_.back().end(); }

  std::vector<Span> spans_;
  std::vector<Mark> marks_;
};

}  // namespace flowstat
