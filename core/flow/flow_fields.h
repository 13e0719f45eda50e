#pragma once

#include <span>

#include "core/fields/fill.h"
#include "core/flow/flow_hash.h"
#include "core/flow/flow_table.h"

namespace flowstat {

/// A flow's two ends as its first packet has them: src is the initiator.
struct FlowEnds {
  const FlowEntry& flow;
  bool is_src_a = true;

  IpAddress src() const { return is_src_a ? flow.tuple.a_address() : flow.tuple.b_address(); }
  IpAddress dst() const { return is_src_a ? flow.tuple.b_address() : flow.tuple.a_address(); }
  std::uint16_t src_port() const { return is_src_a ? flow.tuple.a_port : flow.tuple.b_port; }
  std::uint16_t dst_port() const { return is_src_a ? flow.tuple.b_port : flow.tuple.a_port; }
  /// The ends as the packets of a direction have them: src is their sender.
  FlowEnds of(Direction direction) const {
    return {flow, is_src_a == (direction == Direction::forward)};
  }
  /// False for ICMP, whose tuple has types in the place of ports.
  bool has_ports() const;
};

/// Flows of a table, as rows for fields.
struct FlowRows {
  const FlowTable* table = nullptr;
  std::span<const FlowSlot> slots;

  std::size_t size() const { return slots.size(); }
  FlowEnds operator[](std::size_t i) const {
    return {(*table)[slots[i]], table->is_forward_from_a(slots[i])};
  }
};

/// A field of a flow: of its tuple, or of a feature.
struct FlowField {
  FieldInfo info;
  const Feature* feature = nullptr;  ///< nullptr: of the tuple.
  const Field<FlowRows>* of_tuple = nullptr;
  const Field<FeatureRows>* of_feature = nullptr;

  /// Adds the field of each of `rows` to `out`.
  void fill(const FlowRows& rows, Column& out) const;
};

/// Every field of a flow, in the order of the table of flows.
std::vector<FlowField> flow_fields(FlowHash hash);

}  // namespace flowstat
