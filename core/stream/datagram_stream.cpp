#include "core/stream/datagram_stream.h"

#include <algorithm>

namespace flowstat {

void DatagramStream::take(const Packet& packet, Pieces& pieces) {
  pieces.list.clear();
  const Arrival arrival{packet.frame_number, packet.time_ns};
  if (sums_.packets++ == 0) sums_.first = arrival;
  sums_.last = arrival;
  if (!packet.has_payload || packet.payload_bytes == 0) return;
  sums_.sent_bytes += packet.payload_bytes;
  const std::int64_t offset = spans_.empty() ? 0 : spans_.back().end();
  const auto captured = static_cast<std::int64_t>(packet.payload.size());
  if (captured > 0) pieces.list.push_back({offset, packet.payload, false});
  add(captured, SpanStatus::data, packet);
  add(packet.payload_bytes - captured, SpanStatus::truncated, packet);
}

std::span<const Span> DatagramStream::spans_behind(std::int64_t offset) const {
  return {std::ranges::upper_bound(spans_, offset, {}, &Span::end), spans_.end()};
}

void DatagramStream::add(std::int64_t bytes, SpanStatus status, const Packet& packet) {
  if (bytes == 0) return;
  const std::int64_t offset = spans_.empty() ? 0 : spans_.back().end();
  spans_.push_back({offset, bytes, status, packet.frame_number, packet.time_ns});
}

}  // namespace flowstat
