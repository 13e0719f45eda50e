#include "tools/streamdump/holding_output.h"

#include <algorithm>
#include <utility>

#include "core/stream/cut.h"

namespace flowstat::streamdump {

namespace {

/// Up to where `spans` are to be taken.
std::int64_t end_of(const std::vector<Span>& spans, bool is_to_hole, bool is_to_last) {
  std::int64_t end = 0;
  for (const Span& span : spans) {
    if (is_to_hole && !span.is_in_file()) break;
    if (!is_to_last || span.is_in_file()) end = span.end();
  }
  return end;
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

HoldingOutput::HoldingOutput(const Options& options, bool frames_stay)
    : options_(options),
      writer_(options.overlap),
      most_held_(static_cast<std::size_t>(options.most_held)),
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

Status HoldingOutput::Store::read_back(std::int64_t offset, std::span<std::uint8_t> to) {
  held.read_back(offset, to);
  return kOk;
}

Status HoldingOutput::take(const PacketAt& at, Connection& connection, Pieces& pieces) {
  Way& way = connection.way(at.ref().direction);
  Held& held = way.set_apart().held;
  if (held.is_begun) keep_within(held.begin + held.end, INT64_MAX, pieces);
  const std::size_t before = held.octets.held_bytes();
  const Status status =
      writer_.write(at.packet(), pieces, way.bytes, Store{held.octets, at.packet(), !frames_stay_});
  held_bytes_ += held.octets.held_bytes() - before;
  return status;
}

Side HoldingOutput::take_ready(Way& way, Until until) {
  if (!way.apart || way.apart->held.octets.held_bytes() == 0) return {};
  return take_side(way, way.spans(), until);
}

Side HoldingOutput::take_rest(Way& way, const StreamRow* row) {
  Side side = row != nullptr ? take_side(way, row->spans, Until::end) : Side();
  // What is left is no part of the stream, such as octets behind a FIN.
  if (way.apart) held_bytes_ -= std::exchange(way.apart->held.octets, {}).held_bytes();
  return side;
}

Side HoldingOutput::take_side(Way& way, std::vector<Span> spans, Until until) {
  Side side;
  side.base_seq = way.bytes.first_seq();
  Held& held = way.set_apart().held;
  if (options_.max_bytes) spans = within(spans, 0, *options_.max_bytes);
  const std::int64_t end = end_of(spans, until == Until::hole, until == Until::last);
  if (end <= held.end) return side;
  const std::int64_t base = way.base();
  held.begin = base;
  held.is_begun = true;
  side.spans = within(spans, held.end, end);
  if (until == Until::last)
    for (const Span& span : side.spans)
      if (!span.is_in_file()) {
        held.lost.emplace_back(span.offset, span.end());
        has_lost_ = true;
      }
  const std::size_t before = held.octets.held_bytes();
  side.segments = from_base(held.octets.take_until(base + end), base);
  held_bytes_ -= before - held.octets.held_bytes();
  held.end = end;
  return side;
}

std::vector<std::string> HoldingOutput::hints() const {
  if (!has_lost_) return {};
  return {"octets that came too late are told as holes: more than --max-held waited"};
}

}  // namespace flowstat::streamdump
