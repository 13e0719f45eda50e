#include "tools/streamdump/connection.h"

#include <algorithm>

namespace flowstat::streamdump {

namespace {

/// `spans` without the first `bytes`, which are from before offset 0.
std::vector<Span> without_front(std::vector<Span> spans, std::int64_t bytes) {
  for (Span& span : spans) {
    const std::int64_t cut = std::clamp<std::int64_t>(bytes - span.offset, 0, span.bytes);
    span.bytes -= cut;
    span.offset += cut - bytes;
  }
  std::erase_if(spans, [](const Span& span) { return span.bytes == 0; });
  return spans;
}

/// `spans` with a hole from `begin` to `end`.
std::vector<Span> with_hole(const std::vector<Span>& spans, std::int64_t begin, std::int64_t end) {
  std::vector<Span> result;
  const auto add = [&](Span span, std::int64_t from, std::int64_t to, bool is_hole) {
    if (from >= to) return;
    span.offset = from;
    span.bytes = to - from;
    if (is_hole) span = {from, to - from, SpanStatus::hole, 0, Frame::kNoTime};
    if (is_hole && !result.empty() && result.back().status == SpanStatus::hole)
      result.back().bytes += span.bytes;
    else
      result.push_back(span);
  };
  for (const Span& span : spans) {
    add(span, span.offset, std::min(span.end(), begin), span.status == SpanStatus::hole);
    add(span, std::max(span.offset, begin), std::min(span.end(), end), true);
    add(span, std::max(span.offset, end), span.end(), span.status == SpanStatus::hole);
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
  if (held.begin > bytes.base()) spans = without_front(std::move(spans), held.begin - bytes.base());
  for (const auto& [begin, end] : held.lost) spans = with_hole(spans, begin, end);
  return spans;
}

}  // namespace flowstat::streamdump
