#pragma once

#include <cstdint>
#include <span>

#include "core/fields/fill.h"
#include "core/packet/direction.h"
#include "core/stream/held_stream.h"
#include "core/stream/span.h"

namespace flowstat {

/// A span of a stream, or a part of it, with its octets: a row of the table of packed streams.
struct PackedRow {
  std::int64_t flow_id = 0;
  Direction direction = Direction::forward;
  Span span;
  /// Those that have its octets, and perhaps others around them; borrowed.
  std::span<const HeldSegment> segments;
};

using PackedRows = std::span<const PackedRow>;

/// The columns of the table of packed streams, in order.
std::span<const Field<PackedRows>> packed_fields();

}  // namespace flowstat
