#pragma once

#include <vector>

#include "core/stream/coverage.h"
#include "core/stream/span.h"

namespace flowstat {

/// Spans from some offset on, in order and without gaps: what is not added is a hole.
class SpanList {
 public:
  /// Octets [begin, end), which a packet says something of.
  struct Mark {
    std::int64_t begin = 0;
    std::int64_t end = 0;
    Arrival arrival;
  };

  explicit SpanList(std::int64_t begin) : begin_(begin) {}

  /// Adds a span behind the last. Needs: it begins at or behind the end.
  void add(const Span& span);
  /// Makes the list end at `offset` at least, with a hole.
  void end_at(std::int64_t offset);
  /// Gives what is data of `marks` another status. Needs: they are in order and do not overlap.
  void mark(const std::vector<Mark>& marks, SpanStatus status);

  /// The spans, those of one status joined where they touch. The frame of each is that of its
  /// first octet; 0, not known, where that lies within what was added as one span, behind a mark.
  std::vector<Span> take() const;

  std::int64_t end() const { return spans_.empty() ? begin_ : spans_.back().end(); }

 private:
  std::int64_t begin_;
  std::vector<Span> spans_;
};

}  // namespace flowstat
