#include "core/stream/span_list.h"

#include <algorithm>

namespace flowstat {

namespace {

void join(const Span& span, std::vector<Span>& to) {
  if (span.bytes <= 0) return;
  if (!to.empty() && to.back().status == span.status)
    to.back().bytes += span.bytes;
  else
    to.push_back(span);
}

}  // namespace

void SpanList::add(const Span& span) {
  end_at(span.offset);
  join(span, spans_);
}

void SpanList::end_at(std::int64_t offset) {
  join({end(), offset - end(), SpanStatus::hole, 0, Frame::kNoTime}, spans_);
}

void SpanList::mark(std::int64_t offset, std::int64_t bytes, SpanStatus status,
                    const Arrival& arrival) {
  marks_.push_back({offset, offset + bytes, status, arrival});
}

std::vector<Span> SpanList::take() {
  if (marks_.empty()) return std::move(spans_);
  std::ranges::stable_sort(marks_, {}, &Mark::begin);
  std::vector<Span> marked;
  auto mark = marks_.begin();
  for (const Span& span : spans_) {
    std::int64_t at = span.offset;
    const auto put = [&](std::int64_t end, SpanStatus status, std::int64_t frame,
                         std::int64_t time_ns) {
      join({at, end - at, status, frame, time_ns}, marked);
      at = std::max(at, end);
    };
    while (span.is_in_file() && mark != marks_.end() && mark->begin < span.end()) {
      if (mark->end > at) {
        if (mark->begin > at) put(mark->begin, span.status, span.first_frame, span.time_ns);
        put(std::min(mark->end, span.end()), mark->status, mark->arrival.frame,
            mark->arrival.time_ns);
      }
      if (mark->end > span.end()) break;  // it goes on in the next span
      ++mark;
    }
    put(span.end(), span.status, span.first_frame, span.time_ns);
  }
  return marked;
}

}  // namespace flowstat
