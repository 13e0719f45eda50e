#include "plugin/stream_watch.h"

#include <algorithm>
#include <utility>

namespace flowstat::plugin {

namespace {

std::uint32_t frame_of(const PacketAt& at) {
  return static_cast<std::uint32_t>(at.packet().frame_number);
}

/// Octets of a segment that differ from those of a piece where both are: [begin, end), or nothing.
struct Difference {
  std::int64_t begin = INT64_MAX;
  std::int64_t end = INT64_MIN;
};

/// Gives how many octets were compared.
std::int64_t add_difference(const RecentOctets::Segment& segment, const Piece& piece,
                            Difference& to) {
  const std::int64_t begin = std::max(segment.offset, piece.offset);
  const std::int64_t end = std::min(segment.end(), piece.end());
  for (std::int64_t at = begin; at < end; ++at) {
    if (segment.bytes[static_cast<std::size_t>(at - segment.offset)] ==
        piece.bytes[static_cast<std::size_t>(at - piece.offset)])
      continue;
    to.begin = std::min(to.begin, at);
    to.end = std::max(to.end, at + 1);
  }
  return std::max<std::int64_t>(end - begin, 0);
}

}  // namespace

void StreamWatch::take(const FlowBatch& batch) {
  // Without files there is nothing that could fail.
  static_cast<void>(connections_.take(batch, over_));
  if (!keeps_rows_) over_.clear();
  if (!batch.flows.ended().empty()) tell_reuse(batch);
}

Status StreamWatch::take(const PacketAt& at, Connection& connection, Pieces& pieces) {
  const Way& way = connection.way(at.ref().direction);
  Seen& direction = seen(at.ref().id, at.ref().direction);
  for (const Piece& piece : pieces.list) {
    if (piece.is_again)
      compare(at, way, piece, direction.newest);
    else
      direction.newest = recent_.add(direction.newest, piece.offset, piece.bytes);
  }
  return kOk;
}

void StreamWatch::compare(const PacketAt& at, const Way& way, const Piece& piece,
                          RecentOctets::Mark newest) {
  Difference found;
  auto left = static_cast<std::int64_t>(piece.bytes.size());
  auto segment = recent_.find(newest);
  for (int steps = 0; segment && left > 0 && steps < kMostSteps; ++steps) {
    left -= add_difference(*segment, piece, found);
    segment = recent_.find(segment->previous);
  }
  if (found.begin >= found.end) return;
  Oddity oddity{.kind = Oddity::Kind::conflict, .direction = at.ref().direction};
  oddity.offset = found.begin;
  oddity.bytes = found.end - found.begin;
  oddity.payload_offset =
      static_cast<std::uint32_t>(found.begin - way.bytes.payload_offset(at.packet()));
  tell(at, way, oddity);
}

void StreamWatch::note(const PacketAt& at, Connection& connection) {
  const Packet& packet = at.packet();
  const Direction direction = at.ref().direction;
  const Way& way = connection.way(direction);
  if (packet.has_payload && packet.payload.size() < packet.payload_bytes) {
    Oddity oddity{.kind = Oddity::Kind::truncated, .direction = direction};
    const auto captured = static_cast<std::int64_t>(packet.payload.size());
    oddity.offset = way.bytes.payload_offset(packet) + captured;
    oddity.bytes = packet.payload_bytes - captured;
    if (oddity.offset >= way.base()) tell(at, way, oddity);
  }
  if (acknowledges(packet))
    tell_holes(at, connection.way(opposite(direction)), opposite(direction));
}

/// Tells what is acknowledged, was not captured, and was not told before.
void StreamWatch::tell_holes(const PacketAt& at, const Way& way, Direction direction) {
  if (!way.bytes.has_data()) return;
  const std::int64_t acked = way.bytes.acked_end();
  Seen& side = seen(at.ref().id, direction);
  const std::int64_t base = way.base();
  const std::int64_t from = std::max(side.told_end, base);
  if (acked <= from) return;
  side.told_end = acked;
  if (!way.bytes.lacks_any(from, acked)) return;
  // Up to the first hole that is not acknowledged.
  for (const Span& span : way.bytes.spans_from({base}, from - base, {acked, INT64_MAX})) {
    if (span.status != SpanStatus::hole) continue;
    Oddity oddity{.kind = Oddity::Kind::hole, .direction = direction};
    oddity.offset = base + span.offset;
    oddity.bytes = span.bytes;
    tell(at, way, oddity);
  }
}

void StreamWatch::tell_reuse(const FlowBatch& batch) {
  const PacketAt at{batch, 0};
  Oddity oddity{.kind = Oddity::Kind::reused, .direction = at.ref().direction};
  oddity.before = batch.flows[batch.flows.ended().front()].id;
  tell(at, Way(), oddity);
}

/// Offsets of `oddity` are those of pieces.
void StreamWatch::tell(const PacketAt& at, const Way& way, Oddity oddity) {
  oddity.frame = frame_of(at);
  oddity.flow = static_cast<std::uint32_t>(at.ref().id);
  oddity.base = way.base();
  oddity.offset -= oddity.base;
  add_missing(oddity, 1);
  by_flow_[oddity.flow].push_back(told_.size());
  told_.push_back(oddity);
}

void StreamWatch::add_missing(const Oddity& hole, std::int64_t sign) {
  if (hole.kind == Oddity::Kind::hole)
    seen(hole.flow, hole.direction).missing_bytes += sign * hole.bytes;
}

std::int64_t StreamWatch::missing_bytes(std::uint32_t flow, Direction direction) const {
  return flow < seen_.size() ? seen_[flow][static_cast<std::size_t>(direction)].missing_bytes : 0;
}

StreamWatch::Seen& StreamWatch::seen(std::int64_t flow, Direction direction) {
  const auto id = static_cast<std::size_t>(flow);
  if (id >= seen_.size()) seen_.resize(id + 1);
  return seen_[id][static_cast<std::size_t>(direction)];
}

Status StreamWatch::end(Connection& connection, const StreamRowPair&) {
  settle(connection);
  return kOk;
}

void StreamWatch::settle(const Connection& connection) {
  const auto flow = static_cast<std::uint32_t>(connection.flow_id);
  std::vector<Oddity> told;
  if (const auto of_flow = by_flow_.extract(flow))
    for (const std::size_t index : of_flow.mapped()) told.push_back(told_[index]);
  for (Oddity& each : told) {
    add_missing(each, -1);
    if (each.kind == Oddity::Kind::reused) continue;
    const std::int64_t base = connection.way(each.direction).base();
    each.offset += each.base - base;  // a SYN may have come late
    each.base = base;
  }
  for (const Oddity& each : told)
    if (each.kind != Oddity::Kind::hole) settled_.push_back(each);
  for (const Direction direction : {Direction::forward, Direction::backward})
    settle_holes(connection, direction, told);
}

void StreamWatch::settle_holes(const Connection& connection, Direction direction,
                               std::span<const Oddity> told) {
  const Way& way = connection.way(direction);
  if (!way.bytes.has_data()) return;
  std::vector<Oddity> told_holes;
  for (const Oddity& each : told)
    if (each.kind == Oddity::Kind::hole && each.direction == direction) told_holes.push_back(each);
  std::ranges::sort(told_holes, {}, &Oddity::offset);
  const std::vector<Span> spans = way.spans();
  for (std::size_t i = 0; i < spans.size(); ++i) {
    const Span& hole = spans[i];
    if (hole.status != SpanStatus::hole) continue;
    const auto teller = std::ranges::partition_point(
        told_holes, [&](const Oddity& each) { return each.offset + each.bytes <= hole.offset; });
    std::int64_t frame = way.sums().last.frame;
    if (teller != told_holes.end() && teller->offset < hole.end())
      frame = teller->frame;
    else if (i + 1 < spans.size() && spans[i + 1].first_frame != 0)
      frame = spans[i + 1].first_frame;
    Oddity& settled = settled_.emplace_back();
    settled.frame = static_cast<std::uint32_t>(frame);
    settled.flow = static_cast<std::uint32_t>(connection.flow_id);
    settled.direction = direction;
    settled.offset = hole.offset;
    settled.bytes = hole.bytes;
    settled.base = way.base();
    std::int64_t& told_end = seen(connection.flow_id, direction).told_end;
    told_end = std::max(told_end, settled.base + hole.end());
    add_missing(settled, 1);
  }
}

void StreamWatch::settle() {
  if (is_settled_) return;
  connections_.for_each_live([this](const Connection& connection) { settle(connection); });
  // Flows that are not TCP.
  for (const auto& [flow, indices] : by_flow_)
    for (const std::size_t index : indices) settled_.push_back(told_[index]);
  std::ranges::stable_sort(settled_, {}, &Oddity::frame);
  told_.clear();
  by_flow_.clear();
  is_settled_ = true;
}

void StreamWatch::go_on() {
  if (!std::exchange(is_settled_, false)) return;
  told_ = std::exchange(settled_, {});
  for (std::size_t i = 0; i < told_.size(); ++i) by_flow_[told_[i].flow].push_back(i);
}

std::size_t StreamWatch::place_of(std::span<const Oddity> oddities) const {
  return static_cast<std::size_t>(oddities.data() - (is_settled_ ? settled_ : told_).data());
}

std::span<const Oddity> StreamWatch::of_frame(std::uint32_t frame) const {
  const auto range =
      std::ranges::equal_range(is_settled_ ? settled_ : told_, frame, {}, &Oddity::frame);
  return {range.begin(), range.end()};
}

}  // namespace flowstat::plugin
