#pragma once

#include <cstdint>
#include <vector>

#include "core/stream/byte_stream.h"
#include "core/stream/span.h"

namespace flowstat {

/// The part of `spans` in [begin, end).
std::vector<Span> within(const std::vector<Span>& spans, std::int64_t begin, std::int64_t end);

/// Drops what `pieces` have outside [begin, end).
void keep_within(std::int64_t begin, std::int64_t end, Pieces& pieces);

}  // namespace flowstat
