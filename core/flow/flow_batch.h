#pragma once

#include <cstddef>
#include <span>

#include "core/flow/flow_table.h"
#include "core/packet/decode.h"

namespace flowstat {

/// A batch of packets when the flow table has taken them.
struct FlowBatch {
  const PacketBatch& packets;
  std::span<const FlowRef> refs;  ///< One for each of them.
  const FlowTable& flows;
};

/// Packet `index` of a batch.
struct PacketAt {
  const FlowBatch& batch;
  std::size_t index;

  const Packet& packet() const { return batch.packets.packets()[index]; }
  const FlowRef& ref() const { return batch.refs[index]; }
};

}  // namespace flowstat
