#include "tools/flowdump/flow_values.h"

#include <algorithm>
#include <cstring>

namespace flowstat::flowdump {

namespace {

/// A cell as it lies in its column; of a boolean one octet.
std::string_view octets_of(const Column& column, std::size_t row) {
  if (column.spec().storage == Storage::bits) return column.bit(row) ? "1" : "0";
  const std::size_t width = cell_bytes(column.spec().storage);
  if (width == 0) return column.text(row);
  return {reinterpret_cast<const char*>(column.values()) + row * width, width};
}

void append(std::string_view octets, Column& to) {
  const Storage storage = to.spec().storage;
  if (storage == Storage::bits) return to.append(octets == "1");
  if (cell_bytes(storage) == 0) return to.append(octets);
  to.append_octets(octets);
}

}  // namespace

FlowValues::FlowValues(std::span<const ColumnSpec> fields, std::size_t most)
    : columns_(fields.begin(), fields.end()), most_(most) {
  for (ColumnSpec& column : columns_) {
    column.field.repeats = true;
    column.field.nullable = true;
  }
}

void FlowValues::take(const Batch& fields, std::span<const FlowRef> refs) {
  for (std::size_t row = 0; row < refs.size(); ++row) {
    if (!refs[row].is_known()) continue;
    std::vector<Values>* values = nullptr;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (fields.columns[i].is_null(row)) continue;
      if (values == nullptr) {
        values = &of_flow_[refs[row].id];
        values->resize(columns_.size());
      }
      take_row(fields.columns[i], row, (*values)[i]);
    }
  }
}

void FlowValues::take_row(const Column& field, std::size_t row, Values& to) const {
  const Column& cells = field.is_list() ? field.items() : field;
  const auto first = field.is_list() ? static_cast<std::size_t>(field.offsets()[row]) : row;
  const auto end = field.is_list() ? static_cast<std::size_t>(field.offsets()[row + 1]) : row + 1;
  // A protocol that is not there is no value of a flow that has it elsewhere.
  const bool is_presence = !field.is_list() && !field.spec().field.nullable;
  for (std::size_t i = first; i < end && to.size() < most_; ++i) {
    if (is_presence && !cells.bit(i)) continue;
    const std::string_view value = octets_of(cells, i);
    if (std::ranges::find(to, value) == to.end()) to.emplace_back(value);
  }
}

void FlowValues::give(std::int64_t flow_id, std::span<Column> to) {
  const auto found = of_flow_.find(flow_id);
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (found == of_flow_.end() || found->second[i].empty()) {
      to[i].append_null();
      continue;
    }
    for (const std::string& value : found->second[i]) append(value, to[i].items());
    to[i].close_list();
  }
  if (found != of_flow_.end()) of_flow_.erase(found);
}

}  // namespace flowstat::flowdump
