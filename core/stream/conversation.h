#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/packet/direction.h"
#include "core/stream/held_stream.h"
#include "core/stream/span.h"

namespace flowstat {

/// One direction of a connection, as conversation_of() takes it.
struct Side {
  /// What there is of it from some offset on, in order and without gaps.
  std::vector<Span> spans;
  /// The octets of those spans that the capture has, in order; offsets as in `spans`.
  std::vector<HeldSegment> segments;
  /// Sequence number of offset 0; none if nothing of the direction was seen.
  std::optional<std::uint32_t> base_seq;
};

/// Octets of one packet.
struct Saying {
  Bytes bytes;
  Arrival arrival;
};

/// What one side said before the other went on: octets of one status, or a run that is not there.
struct Turn {
  Direction direction = Direction::forward;
  SpanStatus status = SpanStatus::data;
  std::int64_t offset = 0;  ///< Of the first octet in its stream.
  std::int64_t bytes = 0;
  std::vector<Saying> sayings;  ///< Borrowed from the side; none of a hole.
};

/// No turn has more octets than so, but for holes.
inline constexpr std::int64_t kMostTurnBytes = 1 << 20;

/// Both directions in the order in which an application saw them.
///
/// Each direction keeps its own order. What a packet says came behind all that it acknowledges, so
/// it stands behind that, whatever the order of the capture; where no acknowledgment decides, the
/// earlier time does, then forward. A hole goes with what follows it. RFC 9293 §3.4.
std::vector<Turn> conversation_of(const std::array<Side, 2>& sides);

}  // namespace flowstat
