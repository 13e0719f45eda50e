#include "plugin/stream_events.h"

#include <algorithm>
#include <utility>

namespace flowstat::plugin {

namespace {

const StreamOptions kOptions;

/// Wireshark has room for 5,000 events of a frame; what a frame brings that fills a hole may be
/// more segments.
constexpr std::size_t kMostSegments = 64;

flowstat_stream_kind kind_of(SpanStatus status) {
  switch (status) {
    case SpanStatus::hole: return FLOWSTAT_STREAM_HOLE;
    case SpanStatus::truncated: return FLOWSTAT_STREAM_TRUNCATED;
    default: return FLOWSTAT_STREAM_DATA;
  }
}

}  // namespace

StreamEvents::StreamEvents(const FlowRules& rules)
    : HoldingOutput(kOptions, false),
      walk_(rules, Connections::features()),
      connections_(kOptions, this) {}

void StreamEvents::take(const Frame& frame, bool is_first_pass, std::span<const Oddity> oddities) {
  const bool is_next = frame.number == frame_ + 1;
  const bool skips_some = is_first_pass && frame_ > 0 && frame.number > frame_;
  if (is_over_ || !(is_next || skips_some)) return;
  frame_ = frame.number;
  flow_ = -1;
  walk_.take(frame);
  // Without files there is nothing that could fail.
  static_cast<void>(connections_.take(walk_.batch(), rows_));
  rows_.clear();
  tell_conflicts(oddities);
}

void StreamEvents::note(const PacketAt& at, Connection& connection) {
  const Packet& packet = at.packet();
  flow_ = at.ref().id;
  direction_ = at.ref().direction;
  now_ns_ = std::max(now_ns_, packet.time_ns);
  const Way& way = connection.way(direction_);
  if (!packet.payload.empty())
    frame_shift_ = packet.payload.data() - at.batch.packets.frames()[at.index].bytes.data() -
                   way.bytes.payload_offset(packet);
  if (way.sums().packets == 1) {
    if (static_cast<std::size_t>(flow_) >= flows_.size())
      flows_.resize(static_cast<std::size_t>(flow_) + 1);
    flows_[static_cast<std::size_t>(flow_)] = at.batch.flows[at.ref().slot];
    add(flow_, direction_, FLOWSTAT_STREAM_BEGIN).arrival = {packet.frame_number, packet.time_ns};
  }
  tell_ready(connection, Until::hope);
}

Status StreamEvents::relieve(Connection& connection, bool is_hard) {
  tell_ready(connection, is_hard ? Until::last : Until::hole);
  return kOk;
}

Status StreamEvents::end(Connection& connection, const StreamRowPair& rows) {
  for (const Direction direction : {Direction::forward, Direction::backward}) {
    Way& way = connection.way(direction);
    tell(connection, direction, take_rest(way, rows[static_cast<std::size_t>(direction)]));
  }
  return kOk;
}

void StreamEvents::tell_ready(Connection& connection, Until until) {
  for (const Direction direction : {Direction::forward, Direction::backward})
    tell(connection, direction, take_ready(connection.way(direction), until, now_ns_));
}

/// Each segment is an event, and each run of octets that are not there.
void StreamEvents::tell(const Connection& connection, Direction direction, Side side) {
  const bool is_of_frame = connection.flow_id == flow_ && direction == direction_;
  const std::int64_t shift = connection.way(direction).base() + frame_shift_;
  const bool joins = side.segments.size() > kMostSegments;
  auto segment = side.segments.begin();
  for (const Span& span : side.spans) {
    if (!span.is_in_file()) {
      StreamEvent& event = add(connection.flow_id, direction, kind_of(span.status));
      event.arrival = {span.first_frame, span.time_ns};
      event.offset = span.offset;
      event.bytes = span.bytes;
      continue;
    }
    if (joins) {
      segment =
          tell_joined(connection.flow_id, direction, segment, side.segments.end(), span.end());
      continue;
    }
    for (; segment != side.segments.end() && segment->offset < span.end(); ++segment) {
      StreamEvent& event = add(connection.flow_id, direction, FLOWSTAT_STREAM_DATA);
      event.arrival = segment->arrival;
      event.offset = segment->offset;
      event.bytes = static_cast<std::int64_t>(segment->bytes.size());
      if (is_of_frame && segment->arrival.frame == frame_) {
        event.frame_offset = static_cast<std::uint32_t>(segment->offset + shift);
      } else {
        segment->keep();
        event.own = std::move(segment->own);
      }
    }
  }
}

/// The segments before `end` as one event. Gives the one behind them.
StreamEvents::Segment StreamEvents::tell_joined(std::int64_t flow, Direction direction,
                                                Segment first, Segment last, std::int64_t end) {
  const auto behind =
      std::find_if(first, last, [end](const HeldSegment& each) { return each.offset >= end; });
  if (first == behind) return behind;
  StreamEvent& event = add(flow, direction, FLOWSTAT_STREAM_DATA);
  event.arrival = first->arrival;
  event.offset = first->offset;
  event.bytes = std::prev(behind)->end() - first->offset;
  event.own = std::make_unique_for_overwrite<std::uint8_t[]>(static_cast<std::size_t>(event.bytes));
  for (auto each = first; each != behind; ++each)
    std::ranges::copy(each->bytes, event.own.get() + (each->offset - event.offset));
  return behind;
}

void StreamEvents::tell_conflicts(std::span<const Oddity> oddities) {
  for (const Oddity& oddity : oddities) {
    if (oddity.kind != Oddity::Kind::conflict) continue;
    const PacketAt at{walk_.batch(), 0};
    StreamEvent& event = add(oddity.flow, oddity.direction, FLOWSTAT_STREAM_CONFLICT);
    event.arrival = {at.packet().frame_number, at.packet().time_ns};
    event.offset = oddity.offset;
    event.bytes = oddity.bytes;
    event.frame_offset = static_cast<std::uint32_t>(at.packet().payload.data() -
                                                    at.batch.packets.frames()[0].bytes.data() +
                                                    oddity.payload_offset);
  }
}

StreamEvent& StreamEvents::add(std::int64_t flow, Direction direction, flowstat_stream_kind kind) {
  StreamEvent& event = events_.emplace_back();
  event.teller = is_over_ ? StreamEvent::kNowhere : static_cast<std::uint32_t>(frame_);
  event.flow = static_cast<std::uint32_t>(flow);
  event.direction = direction;
  event.kind = kind;
  return event;
}

std::span<const StreamEvent> StreamEvents::of_frame(std::uint32_t frame) const {
  const auto range = std::ranges::equal_range(events_, frame, {}, &StreamEvent::teller);
  return {range.begin(), range.end()};
}

std::span<const StreamEvent> StreamEvents::rest() {
  flow_ = -1;
  if (!std::exchange(is_over_, true))
    connections_.for_each_live(
        [this](Connection& connection) { tell_ready(connection, Until::last); });
  return of_frame(StreamEvent::kNowhere);
}

}  // namespace flowstat::plugin
