#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/stream/byte_stream.h"
#include "core/stream/span.h"

namespace flowstat {

/// The part of `spans` in [begin, end).
std::vector<Span> within(std::span<const Span> spans, std::int64_t begin, std::int64_t end);

/// Drops what `pieces` have outside [begin, end).
void keep_within(std::int64_t begin, std::int64_t end, Pieces& pieces);

/// Time of the first octet of `spans` whose time is known, or Frame::kNoTime.
std::int64_t first_time_ns(const std::vector<Span>& spans);

}  // namespace flowstat
