#include "tools/streamdump/connection.h"

#include <algorithm>

#include "core/stream/cut.h"

namespace flowstat::streamdump {

namespace {

/// `spans` without the first `bytes`, which are from before offset 0.
std::vector<Span> without_front(const std::vector<Span>& spans, std::int64_t bytes) {
  std::vector<Span> rest = within(spans, bytes, INT64_MAX);
  for (Span& span : rest) span.offset -= bytes;
  return rest;
}

using Ranges = std::vector<std::pair<std::int64_t, std::int64_t>>;

/// Adds the part [begin, end) of `span`, as a hole if it is to be one.
void add_part(Span span, std::int64_t begin, std::int64_t end, bool is_hole,
              std::vector<Span>& to) {
  begin = std::max(begin, span.offset);
  end = std::min(end, span.end());
  if (begin >= end) return;
  if (is_hole) span = {begin, 0, SpanStatus::hole, 0, Frame::kNoTime};
  span.offset = begin;
  span.bytes = end - begin;
  if (!to.empty() && to.back().status == SpanStatus::hole && span.status == SpanStatus::hole)
    to.back().bytes += span.bytes;
  else
    to.push_back(span);
}

/// `spans` with holes where `lost` says so. Needs: both are in order.
std::vector<Span> with_holes(const std::vector<Span>& spans, const Ranges& lost) {
  std::vector<Span> result;
  auto next = lost.begin();
  for (const Span& span : spans) {
    std::int64_t at = span.offset;
    for (; next != lost.end() && next->first < span.end(); ++next) {
      add_part(span, at, next->first, false, result);
      add_part(span, next->first, next->second, true, result);
      at = std::max(at, next->second);
      if (next->second > span.end()) break;  // it goes on in the next span
    }
    add_part(span, at, span.end(), false, result);
  }
  return result;
}

}  // namespace

std::int64_t Way::base() const {
  if (is_udp()) return 0;
  return apart && apart->held.is_begun ? apart->held.begin : bytes.base();
}

std::vector<Span> Way::spans() const {
  if (is_udp()) return apart->datagrams->spans();
  std::vector<Span> spans = bytes.spans();
  if (!apart || !apart->held.is_begun) return spans;
  const Held& held = apart->held;
  if (held.begin > bytes.base()) spans = without_front(spans, held.begin - bytes.base());
  return held.lost.empty() ? spans : with_holes(spans, held.lost);
}

}  // namespace flowstat::streamdump
