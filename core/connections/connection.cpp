#include "core/connections/connection.h"

#include <algorithm>

#include "core/stream/cut.h"

namespace flowstat {

namespace {

/// Adds the part [begin, end) of `span`, which has a status of its own where it was lost.
void add_part(Span span, std::int64_t begin, std::int64_t end, const Lost* lost,
              std::vector<Span>& to) {
  begin = std::max(begin, span.offset);
  end = std::min(end, span.end());
  if (begin >= end) return;
  if (lost != nullptr && lost->status != span.status)
    span = {begin, 0, lost->status, 0, Frame::kNoTime};
  span.offset = begin;
  span.bytes = end - begin;
  if (lost != nullptr && !to.empty() && to.back().status == span.status)
    to.back().bytes += span.bytes;
  else
    to.push_back(span);
}

/// `spans` with what was written as missing. Needs: both are in order.
std::vector<Span> with_lost(const std::vector<Span>& spans, const std::vector<Lost>& lost) {
  std::vector<Span> result;
  auto next = lost.begin();
  for (const Span& span : spans) {
    std::int64_t at = span.offset;
    for (; next != lost.end() && next->begin < span.end(); ++next) {
      add_part(span, at, next->begin, nullptr, result);
      add_part(span, next->begin, next->end, &*next, result);
      at = std::max(at, next->end);
      if (next->end > span.end()) break;  // it goes on in the next span
    }
    add_part(span, at, span.end(), nullptr, result);
  }
  return result;
}

}  // namespace

std::int64_t Way::base() const {
  if (is_udp()) return 0;
  return apart && apart->held.is_begun ? apart->held.begin : bytes.base();
}

std::vector<Span> Way::spans() const {
  std::vector<Span> spans = spans_from(0, {});
  return !apart || apart->held.lost.empty() ? spans : with_lost(spans, apart->held.lost);
}

StreamBounds Way::bounds() const {
  if (!apart || !apart->held.is_begun) return {base()};
  return {base(), base() + apart->held.end};
}

std::vector<Span> Way::spans_from(std::int64_t begin, const Patience& patience) const {
  if (is_udp()) return within(apart->datagrams->spans_behind(begin), begin, INT64_MAX);
  return bytes.spans_from(bounds(), begin, patience);
}

}  // namespace flowstat
