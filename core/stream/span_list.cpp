#include "core/stream/span_list.h"

#include <algorithm>

namespace flowstat {

namespace {

/// The part of `span` from `begin` to `end`; its arrival only if it begins with the span.
Span part_of(const Span& span, std::int64_t begin, std::int64_t end) {
  const Arrival arrival =
      begin == span.offset ? Arrival{span.first_frame, span.time_ns} : kUnknownArrival;
  return {begin, end - begin, span.status, arrival.frame, arrival.time_ns};
}

}  // namespace

void SpanList::add(const Span& span) {
  end_at(span.offset);
  if (span.bytes > 0) spans_.push_back(span);
}

void SpanList::end_at(std::int64_t offset) {
  const std::int64_t at = end();
  if (offset <= at) return;
  spans_.push_back(
      {at, offset - at, SpanStatus::hole, kUnknownArrival.frame, kUnknownArrival.time_ns});
}

void SpanList::mark(const std::vector<Mark>& marks, SpanStatus status) {
  std::vector<Span> marked;
  auto mark = marks.begin();
  for (const Span& span : spans_) {
    std::int64_t at = span.offset;
    while (mark != marks.end() && mark->end <= at) ++mark;
    for (auto each = mark; each != marks.end() && each->begin < span.end(); ++each) {
      if (span.status != SpanStatus::data) break;
      const std::int64_t begin = std::max(each->begin, at);
      const std::int64_t end = std::min(each->end, span.end());
      if (at < begin) marked.push_back(part_of(span, at, begin));
      const Arrival arrival = begin == each->begin ? each->arrival : kUnknownArrival;
      marked.push_back({begin, end - begin, status, arrival.frame, arrival.time_ns});
      at = end;
    }
    if (at < span.end()) marked.push_back(part_of(span, at, span.end()));
  }
  spans_ = std::move(marked);
}

std::vector<Span> SpanList::take() const {
  std::vector<Span> joined;
  for (const Span& span : spans_) {
    if (!joined.empty() && joined.back().status == span.status)
      joined.back().bytes += span.bytes;
    else
      joined.push_back(span);
  }
  return joined;
}

}  // namespace flowstat
