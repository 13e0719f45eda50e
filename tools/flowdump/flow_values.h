#pragma once

#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/fields/column.h"
#include "core/flow/flow_table.h"

namespace flowstat::flowdump {

/// The distinct values that fields had in the packets of each flow, in the order in which they were
/// first seen.
class FlowValues {
 public:
  /// `fields` are columns of packets; at most `most` values are kept of each in a flow.
  FlowValues(std::span<const ColumnSpec> fields, std::size_t most);

  /// What the columns of flows are: lists.
  std::span<const ColumnSpec> columns() const { return columns_; }

  /// Takes a row of `fields` for each packet of `refs`.
  void take(const Batch& fields, std::span<const FlowRef> refs);
  /// Adds a row to each of `to`, the columns from the first of fields on, and forgets the flow.
  void give(std::int64_t flow_id, std::span<Column> to);

 private:
  using Values = std::vector<std::string>;  ///< As they lie in a column.

  void take_row(const Column& field, std::size_t row, Values& to) const;

  std::vector<ColumnSpec> columns_;
  std::size_t most_;
  std::unordered_map<std::int64_t, std::vector<Values>> of_flow_;  // by column
};

}  // namespace flowstat::flowdump
