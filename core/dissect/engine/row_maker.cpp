#include "core/dissect/engine/row_maker.h"

namespace flowstat::dissect {

namespace {

constexpr std::size_t kHandedRows = 4096;
constexpr std::size_t kHandedBytes = 1'048'576;

}  // namespace

RowMaker::RowMaker(const Question& question, const std::vector<FieldColumn>& columns, Pulse& pulse,
                   RowTaker& to)
    : question_(question), columns_(columns), pulse_(pulse), to_(to), found_(columns.size()) {
  std::vector<ColumnSpec> schema;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    schema.push_back(columns[i].spec);
    has_list_ |= columns[i].kind == CellKind::list_column;
    for (const int id : columns[i].ids) {
      const auto at = static_cast<std::size_t>(id);
      if (at >= column_of_id_.size()) column_of_id_.resize(at + 1, -1);
      column_of_id_[at] = static_cast<std::int16_t>(i);
      ids_.push_back(id);
    }
  }
  rows_.fields = make_batch(schema);
  if (has_list_) build_column_format_array(&list_, prefs.num_cols, true);
}

void RowMaker::prime(epan_dissect_t* edt) {
  for (const int id : ids_) epan_dissect_prime_with_hfid(edt, id);
}

/// Goes through the tree in its order, which is the one that tshark prints values in.
void RowMaker::find_fields(const proto_tree* tree) {
  if (tree == nullptr || ids_.empty()) return;
  const proto_node* node = tree->first_child;
  while (node != nullptr) {
    if (field_info* const info = PNODE_FINFO(node)) {
      const auto id = static_cast<std::size_t>(info->hfinfo->id);
      if (id < column_of_id_.size() && column_of_id_[id] >= 0) {
        const auto column = static_cast<std::size_t>(column_of_id_[id]);
        if (found_[column].empty()) filled_.push_back(column);
        found_[column].push_back(info);
      }
    }
    if (node->first_child != nullptr) {
      node = node->first_child;
      continue;
    }
    while (node->next == nullptr && node->parent != tree && node->parent != nullptr)
      node = node->parent;
    node = node->next;
  }
}

Status RowMaker::take(std::int64_t packet, const frame_data& frame, epan_dissect_t* edt) {
  if (has_list_) epan_dissect_fill_in_columns(edt, false, true);
  find_fields(edt->tree);
  Batch& row = begin_row(packet);
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const FieldColumn& column = columns_[i];
    Column& to = row.columns[i];
    if (column.kind == CellKind::list_column)
      add_list_cell(column, list_, to);
    else if (is_told_by_frame(column.kind))
      add_frame_cell(column, frame, to);
    else
      add_cell(column, found_[column.found], edt, question_.occurrence, unfit_, to);
  }
  for (const std::size_t column : filled_) found_[column].clear();
  filled_.clear();
  return end_row();
}

Batch& RowMaker::begin_row(std::int64_t packet) {
  *rows_.packets.extend<std::int64_t>(1) = packet;
  return rows_.fields;
}

Status RowMaker::end_row() {
  const bool is_full =
      rows_.packets.size() >= kHandedRows || rows_.fields.used_bytes() >= kHandedBytes;
  return is_full ? hand_on() : kOk;
}

Status RowMaker::finish() {
  pulse_.too_large += unfit_.too_large;
  return rows_.packets.size() > 0 ? hand_on() : kOk;
}

Status RowMaker::hand_on() {
  Status taken = to_.take(rows_);
  rows_.packets.clear();
  rows_.fields.clear();
  return taken;
}

}  // namespace flowstat::dissect
