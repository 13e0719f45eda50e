#include "core/stream/cut.h"

#include <algorithm>

namespace flowstat {

std::vector<Span> within(std::span<const Span> spans, std::int64_t begin, std::int64_t end) {
  std::vector<Span> some;
  for (Span span : spans) {
    const std::int64_t from = std::max(span.offset, begin);
    span.bytes = std::min(span.end(), end) - from;
    span.offset = from;
    if (span.bytes > 0) some.push_back(span);
  }
  return some;
}

void keep_within(std::int64_t begin, std::int64_t end, Pieces& pieces) {
  for (Piece& piece : pieces.list) {
    const auto size = static_cast<std::int64_t>(piece.bytes.size());
    const std::int64_t from = std::max(piece.offset, begin);
    const std::int64_t count = std::max<std::int64_t>(std::min(piece.offset + size, end) - from, 0);
    if (count > 0)
      piece.bytes = piece.bytes.subspan(static_cast<std::size_t>(from - piece.offset),
                                        static_cast<std::size_t>(count));
    else
      piece.bytes = {};
    piece.offset = from;
  }
  std::erase_if(pieces.list, [](const Piece& piece) { return piece.bytes.empty(); });
}

std::int64_t first_time_ns(const std::vector<Span>& spans) {
  for (const Span& span : spans)
    if (span.is_in_file() && span.time_ns != Frame::kNoTime) return span.time_ns;
  return Frame::kNoTime;
}

}  // namespace flowstat
