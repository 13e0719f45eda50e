#pragma once

#include <span>

#include "core/flow/flow_fields.h"
#include "core/flow/state_layout.h"
#include "core/stream/byte_stream.h"
#include "core/stream/stream_fields.h"

namespace flowstat {

/// Features whose States owner_of() reads.
std::span<const Feature* const> owner_features();

/// What rows tell of the flow that has this record. Needs: its States are those of
/// owner_features().
StreamOwner owner_of(const FlowEntry& flow, const StateLayout& layout, const std::byte* record);

/// The row of one direction of a flow, without what its packets add up to.
StreamRow row_of(const FlowEnds& ends, const StreamOwner& owner, Direction direction);

/// Why no more came of `stream`. `has_rst`: of either direction; `is_reused`: its flow ended.
EndReason end_reason(const ByteStream& stream, bool has_rst, bool is_reused);

}  // namespace flowstat
