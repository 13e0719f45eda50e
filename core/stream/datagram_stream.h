#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/packet/packet.h"
#include "core/stream/byte_stream.h"

namespace flowstat {

/// One direction of one UDP flow: its datagrams one behind the other, in the order of the capture.
/// UDP numbers nothing, so nothing is missing, late or sent again as far as anyone can tell.
class DatagramStream {
 public:
  /// Takes a packet of this direction and sets `pieces` to what its payload is.
  void take(const Packet& packet, Pieces& pieces);

  /// A span a datagram, and one more for what was sent of it but not captured.
  const std::vector<Span>& spans() const { return spans_; }
  /// Those that end behind `offset`.
  std::span<const Span> spans_behind(std::int64_t offset) const;
  const StreamSums& sums() const { return sums_; }

 private:
  void add(std::int64_t bytes, SpanStatus status, const Packet& packet);

  std::vector<Span> spans_;
  StreamSums sums_;
};

}  // namespace flowstat
