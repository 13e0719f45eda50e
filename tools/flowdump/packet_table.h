#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/flow/packet_flow_fields.h"
#include "core/packet/packet_fields.h"
#include "tools/flowdump/options.h"
#include "tools/flowdump/preset.h"

namespace flowstat::flowdump {

/// A column of the table of packets: of the frame alone, of its flow or stream, or a field that
/// Wireshark found in it.
struct PacketColumn {
  FieldInfo info;
  const Field<PacketBatch>* of_packet = nullptr;
  const PacketFlowField* of_flow = nullptr;
  std::optional<std::size_t> of_wireshark = {};  ///< Which column of those.

  /// Adds the column's cells of a batch to `out`.
  void fill(const PacketBatch& packets, const PacketsInFlows& in_flows, const Batch& fields,
            Column& out) const {
    if (of_wireshark)
      out.append_rows(fields.columns[*of_wireshark], 0, packets.size());
    else if (of_packet != nullptr)
      of_packet->fill(packets, out);
    else
      of_flow->field.fill(in_flows, out);
  }
};

/// Every column that a packet can have, in the order of `--columns all`.
std::vector<PacketColumn> packet_columns(FlowHash hash);

/// The columns of Wireshark's fields.
std::vector<PacketColumn> packet_columns(std::span<const ColumnSpec> fields);

/// The columns of a preset.
std::vector<PacketColumn> packet_columns(const Preset& preset);

/// Names of the columns that are written where none are asked for.
std::span<const std::string_view> default_packet_columns();

}  // namespace flowstat::flowdump
