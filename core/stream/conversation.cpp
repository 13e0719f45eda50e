#include "core/stream/conversation.h"

#include <algorithm>

#include "core/base/frame.h"
#include "core/stream/sequence.h"

namespace flowstat {

namespace {

/// A part of one side that is not divided: of one segment and one span.
struct Stretch {
  SpanStatus status;
  std::int64_t offset;
  std::int64_t bytes;
  const HeldSegment* segment;  // none of a hole
  std::int64_t acked;          // offset of the other side that it must stand behind
  std::int64_t time_ns;

  std::int64_t end() const { return offset + bytes; }
};

/// Cuts a side where segments and spans begin.
std::vector<Stretch> parts_of(const Side& side) {
  std::vector<Stretch> parts;
  auto segment = side.segments.begin();
  for (const Span& span : side.spans) {
    if (!span.is_in_file()) {
      parts.push_back({span.status, span.offset, span.bytes, nullptr, 0, Frame::kNoTime});
      continue;
    }
    for (std::int64_t at = span.offset; at < span.end();) {
      while (segment != side.segments.end() && segment->end() <= at) ++segment;
      if (segment == side.segments.end()) break;
      at = std::max(at, segment->offset);
      const std::int64_t end = std::min(span.end(), segment->end());
      if (at >= end) break;
      parts.push_back({span.status, at, end - at, &*segment, 0, segment->arrival.time_ns});
      at = end;
    }
  }
  return parts;
}

/// Notes what each part acknowledges of the other side; what follows acknowledges no less.
void note_acks(std::vector<Stretch>& parts, const Side& other) {
  std::int64_t acked = other.spans.empty() ? 0 : other.spans.front().offset;
  for (Stretch& part : parts) {
    if (part.segment != nullptr && part.segment->has_ack && other.base_seq)
      acked = std::max(acked, offset_of(part.segment->ack, *other.base_seq, acked));
    part.acked = acked;
  }
}

/// A hole has neither time nor acknowledgment: it takes those of what follows it.
void place_holes(std::vector<Stretch>& parts) {
  for (std::size_t i = parts.size(); i-- > 1;)
    if (parts[i - 1].segment == nullptr) {
      parts[i - 1].acked = parts[i].acked;
      parts[i - 1].time_ns = parts[i].time_ns;
    }
}

/// Takes parts of two sides one by one.
class Merge {
 public:
  explicit Merge(const std::array<std::vector<Stretch>, 2>& parts) : parts_(parts) {}

  bool is_over() const { return !has(0) && !has(1); }

  /// The side whose part is next.
  std::size_t next() const {
    if (!has(0) || !has(1)) return has(0) ? 0 : 1;
    const bool may_forward = may_go(0);
    if (may_forward != may_go(1)) return may_forward ? 0 : 1;
    return head(1).time_ns < head(0).time_ns ? 1 : 0;
  }

  const Stretch& take(std::size_t side) { return parts_[side][at_[side]++]; }

 private:
  bool has(std::size_t side) const { return at_[side] < parts_[side].size(); }
  const Stretch& head(std::size_t side) const { return parts_[side][at_[side]]; }
  /// All that the head acknowledges was said. Needs: has(other side).
  bool may_go(std::size_t side) const { return head(1 - side).offset >= head(side).acked; }

  const std::array<std::vector<Stretch>, 2>& parts_;
  std::array<std::size_t, 2> at_{};
};

bool goes_on(const Turn& turn, Direction direction, const Stretch& part) {
  return turn.direction == direction && turn.status == part.status &&
         turn.offset + turn.bytes == part.offset &&
         (part.segment == nullptr || turn.bytes + part.bytes <= kMostTurnBytes);
}

}  // namespace

std::vector<Turn> conversation_of(const std::array<Side, 2>& sides) {
  std::array<std::vector<Stretch>, 2> parts;
  for (std::size_t i = 0; i < 2; ++i) {
    parts[i] = parts_of(sides[i]);
    note_acks(parts[i], sides[1 - i]);
    place_holes(parts[i]);
  }
  std::vector<Turn> turns;
  for (Merge merge(parts); !merge.is_over();) {
    const std::size_t side = merge.next();
    const Stretch& part = merge.take(side);
    const auto direction = static_cast<Direction>(side);
    if (turns.empty() || !goes_on(turns.back(), direction, part))
      turns.push_back({direction, part.status, part.offset, 0, {}});
    Turn& turn = turns.back();
    turn.bytes += part.bytes;
    if (part.segment != nullptr)
      turn.sayings.push_back(
          {part.segment->part(part.offset, part.end()).bytes, part.segment->arrival});
  }
  return turns;
}

}  // namespace flowstat
