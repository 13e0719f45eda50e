#include "core/connections/holding_output.h"

#include <algorithm>
#include <utility>

#include "core/stream/cut.h"

namespace flowstat {

namespace {

/// What the other side has acknowledged comes no more, but if the capture is out of order. Nobody
/// wants to wait for it at a console longer than so.
constexpr std::int64_t kPatienceNs = 1'000'000'000;

/// Octets that are new, and where it was written that they are missing.
std::int64_t late_octets_in(const Pieces& pieces, const Held& held) {
  std::int64_t octets = 0;
  for (const Piece& piece : pieces.list) {
    const std::int64_t from = std::max(piece.offset, held.begin);
    const std::int64_t late = std::min(piece.end(), held.begin + held.end) - from;
    if (!piece.is_again && late > 0) octets += late;
  }
  return octets;
}

Patience patience_of(const Way& way, Until until, std::int64_t now_ns) {
  if (until == Until::last) return {};
  if (until == Until::hole) return {INT64_MIN, INT64_MAX};
  const bool is_timed = now_ns != Frame::kNoTime;
  return {way.bytes.acked_end(), is_timed ? now_ns - kPatienceNs : INT64_MAX};
}

/// Up to where `spans` are to be taken: to the first octets that are missing if `is_whole`, else to
/// the last that are known of.
std::int64_t end_of(const std::vector<Span>& spans, bool is_whole) {
  std::int64_t end = 0;
  for (const Span& span : spans) {
    if (!span.is_in_file() && is_whole) break;
    if (span.status != SpanStatus::hole) end = span.end();
  }
  return end;
}

std::int64_t octets_in(const std::vector<Span>& spans) {
  std::int64_t octets = 0;
  for (const Span& span : spans) octets += span.is_in_file() ? span.bytes : 0;
  return octets;
}

/// `segments` with offsets from `base` on; what lies before that is no part of the stream.
std::vector<HeldSegment> from_base(std::vector<HeldSegment> segments, std::int64_t base) {
  for (HeldSegment& segment : segments) {
    const std::int64_t cut =
        std::clamp<std::int64_t>(base - segment.offset, 0, segment.end() - segment.offset);
    segment.bytes = segment.bytes.subspan(static_cast<std::size_t>(cut));
    segment.offset += cut - base;
  }
  std::erase_if(segments, [](const HeldSegment& segment) { return segment.bytes.empty(); });
  return segments;
}

}  // namespace

HoldingOutput::HoldingOutput(const StreamOptions& options, bool frames_stay)
    : options_(options),
      writer_(options.overlap),
      most_held_(static_cast<std::size_t>(options.most_held)),
      full_at_(most_held_),
      frames_stay_(frames_stay) {}

Status HoldingOutput::Store::write(std::int64_t offset, Bytes bytes) {
  HeldSegment segment{offset,
                      bytes,
                      {packet.frame_number, packet.time_ns},
                      packet.tcp_ack,
                      packet.has_flags(tcp_flag::kAck),
                      nullptr};
  if (copies) segment.keep();
  held.write(std::move(segment));
  return kOk;
}

Result<bool> HoldingOutput::Store::read_back(std::int64_t offset, std::span<std::uint8_t> to) {
  held.read_back(offset, to);
  return true;
}

Status HoldingOutput::take(const PacketAt& at, Connection& connection, Pieces& pieces) {
  Way& way = connection.way(at.ref().direction);
  Held& held = way.set_apart().held;
  if (held.is_begun) {
    late_bytes_ += late_octets_in(pieces, held);
    const std::int64_t most =
        options_.max_bytes.value_or(INT64_MAX - std::max<std::int64_t>(held.begin, 0));
    keep_within(held.begin + held.end, held.begin + most, pieces);
  }
  const std::size_t before = held.octets.held_bytes();
  const Status status =
      writer_.write(at.packet(), pieces, way.bytes, Store{held.octets, at.packet(), !frames_stay_});
  held_bytes_ += held.octets.held_bytes() - before;
  return status;
}

Side HoldingOutput::take_ready(Way& way, Until until, std::int64_t now_ns) {
  if (!way.apart || way.apart->held.octets.held_bytes() == 0) return {};
  const Held& held = way.apart->held;
  std::vector<Span> spans = way.spans_from(held.end, patience_of(way, until, now_ns));
  if (options_.max_bytes) spans = within(spans, 0, *options_.max_bytes);
  // What may be too short to be wanted is not begun.
  if (!held.is_begun && octets_in(spans) < options_.streams.min_bytes) return {};
  Side side = take_until(way, spans, end_of(spans, until == Until::hole), false);
  if (until == Until::last) drop_rest(way);
  return side;
}

/// What is behind all spans is none of the stream, as octets behind a FIN are. If it should become
/// so, by another FIN, it is missing.
void HoldingOutput::drop_rest(Way& way) {
  Held& held = way.apart->held;
  const std::size_t before = held.octets.held_bytes();
  if (before == 0) return;
  held.begin = way.base();
  held.is_begun = true;
  std::int64_t end = held.end;
  for (const HeldSegment& segment : held.octets.take_until(INT64_MAX))
    end = std::max(end, segment.end() - held.begin);
  held_bytes_ -= before - held.octets.held_bytes();
  end = std::min(end, options_.max_bytes.value_or(INT64_MAX));
  if (end <= held.end) return;
  held.lost.push_back({held.end, end, SpanStatus::hole});
  held.end = end;
}

Side HoldingOutput::take_rest(Way& way, const StreamRow* row) {
  Side side;
  if (row != nullptr) {
    const std::vector<Span> spans =
        within(row->spans, way.set_apart().held.end, options_.max_bytes.value_or(INT64_MAX));
    side = take_until(way, spans, spans.empty() ? 0 : spans.back().end(), true);
  }
  // What is left is no part of the stream, such as octets behind a FIN.
  if (way.apart) held_bytes_ -= std::exchange(way.apart->held.octets, {}).held_bytes();
  return side;
}

/// Takes the part of `spans` before `end`.
Side HoldingOutput::take_until(Way& way, const std::vector<Span>& spans, std::int64_t end,
                               bool is_over) {
  Side side;
  Held& held = way.set_apart().held;
  const std::int64_t base = way.base();
  side.base_seq = way.bytes.seq_at(base);
  if (end <= held.end) return side;
  held.begin = base;
  held.is_begun = true;
  side.spans = within(spans, held.end, end);
  if (!is_over)
    for (const Span& span : side.spans)
      if (!span.is_in_file()) held.lost.push_back({span.offset, span.end(), span.status});
  const std::size_t before = held.octets.held_bytes();
  side.segments = from_base(held.octets.take_until(base + end), base);
  held_bytes_ -= before - held.octets.held_bytes();
  held.end = end;
  return side;
}

std::vector<std::string> HoldingOutput::hints() const {
  if (late_bytes_ == 0) return {};
  return {std::to_string(late_bytes_) +
          " octets came too late and are told as missing; more of them waited than --max-held "
          "allows, or a console did not wait"};
}

}  // namespace flowstat
