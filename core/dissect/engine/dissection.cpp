#include "core/dissect/engine/dissection.h"

#include <ctime>

#include "core/dissect/engine/shard.h"

namespace flowstat::dissect {

namespace {

constexpr std::size_t kHandedRows = 4096;
constexpr std::size_t kHandedBytes = 1'048'576;

std::int64_t monotonic_ns() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

}  // namespace

Dissection::Dissection(CaptureFile& file, const Question& question,
                       const std::vector<FieldColumn>& columns, dfilter_t* filter, const Part& part,
                       Pulse& pulse)
    : file_(file),
      question_(question),
      columns_(columns),
      filter_(filter),
      part_(part),
      pulse_(pulse),
      found_(columns.size()) {
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
  const bool has_tree = filter != nullptr || !ids_.empty();
  edt_ = epan_dissect_new(file.session(), has_tree, false);
}

Dissection::~Dissection() {
  epan_dissect_free(edt_);
}

Status Dissection::run(RowTaker& to) {
  const Status ended = question_.has_two_passes ? run_twice(to) : run_once(to);
  pulse_.packet = 0;
  pulse_.too_large += unfit_.too_large;
  if (!ended.ok() && ended.error().cause != Cause::damaged) return ended;
  if (const Status handed = hand_on(to); !handed.ok()) return handed;
  return ended;
}

/// True if the record at hand is dissected here; counts packets.
bool Dissection::is_mine(Record& record) {
  if (record.header().rec_type == REC_TYPE_PACKET) ++packet_;
  // Records before the first packet are dissected where that is.
  if (std::max<std::int64_t>(packet_, 1) < part_.first_packet) return false;
  if (next_skipped_ < part_.skipped.size() && part_.skipped[next_skipped_] == packet_) {
    ++next_skipped_;
    return false;
  }
  if (part_.shards > 1 && shard_of(record, part_.shards) != part_.shard) return false;
  pulse_.started_ns = monotonic_ns();
  pulse_.packet = packet_;
  return true;
}

/// True if the packet at hand gives a row, if the filter takes it.
bool Dissection::is_wanted() {
  return packet_ > part_.after_packet && record_.header().rec_type == REC_TYPE_PACKET;
}

/// The reset after each frame forgets it.
void Dissection::prime() {
  prime_postdissectors(edt_);
  if (filter_ != nullptr) epan_dissect_prime_with_dfilter(edt_, filter_);
  for (const int id : ids_) epan_dissect_prime_with_hfid(edt_, id);
}

/// Dissects the record at hand; true if the filter takes it.
bool Dissection::dissect(frame_data& frame) {
  prime();
  file_.begin(frame);
  record_.dissect(edt_, file_.file_type(), &frame, has_list_ ? &list_ : nullptr);
  return filter_ == nullptr || dfilter_apply_edt(filter_, edt_);
}

/// Goes through the tree in its order, which is the one that tshark prints values in.
void Dissection::find_fields() {
  if (edt_->tree == nullptr || ids_.empty()) return;
  const proto_node* node = edt_->tree->first_child;
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
    while (node->next == nullptr && node->parent != edt_->tree && node->parent != nullptr)
      node = node->parent;
    node = node->next;
  }
}

void Dissection::add_row(const frame_data& frame) {
  if (has_list_) epan_dissect_fill_in_columns(edt_, false, true);
  find_fields();
  *rows_.packets.extend<std::int64_t>(1) = packet_;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const FieldColumn& column = columns_[i];
    Column& to = rows_.fields.columns[i];
    if (column.kind == CellKind::list_column)
      add_list_cell(column, list_, to);
    else if (column.kind >= CellKind::frame_number && column.kind <= CellKind::frame_time)
      add_frame_cell(column, frame, to);
    else
      add_cell(column, found_[column.found], edt_, question_.occurrence, unfit_, to);
  }
  for (const std::size_t column : filled_) found_[column].clear();
  filled_.clear();
}

Status Dissection::run_once(RowTaker& to) {
  std::int64_t offset = 0;
  std::uint32_t number = 0;
  while (file_.read(record_, offset)) {
    ++number;
    pulse_.read_bytes = file_.read_bytes();
    if (packet_ >= part_.last_packet && record_.header().rec_type == REC_TYPE_PACKET) return kOk;
    if (is_mine(record_)) {
      frame_data frame;
      frame_data_init(&frame, number, &record_.header(), offset, file_.total_bytes());
      const bool is_shown = dissect(frame);
      if (is_shown && is_wanted()) add_row(frame);
      file_.end(frame, is_shown);
      epan_dissect_reset(edt_);
      record_.take_back();
      frame_data_destroy(&frame);
    }
    record_.reset();
    if (const Status handed = hand_on_if_full(to); !handed.ok()) return handed;
  }
  pulse_.is_at_end = true;
  return file_.ended();
}

Status Dissection::run_twice(RowTaker& to) {
  std::int64_t offset = 0;
  std::uint32_t number = 0;
  std::vector<bool> is_dissected;
  while (file_.read(record_, offset)) {
    frame_data frame;
    frame_data_init(&frame, ++number, &record_.header(), offset, file_.total_bytes());
    is_dissected.push_back(is_mine(record_));
    if (is_dissected.back()) {
      prime();
      file_.begin(frame);
      record_.dissect(edt_, file_.file_type(), &frame, nullptr);
    }
    file_.keep(frame);
    if (is_dissected.back()) {
      epan_dissect_reset(edt_);
      record_.take_back();
    }
    record_.reset();
    pulse_.read_bytes = file_.read_bytes() / 2;
  }
  const Status ended = file_.ended();
  const std::int64_t first_pass_bytes = file_.read_bytes() / 2;
  file_.begin_second_pass();
  packet_ = 0;
  next_skipped_ = 0;
  for (std::uint32_t i = 1; i <= number; ++i) {
    frame_data& frame = *file_.kept(i);
    if (!file_.read_at(record_, frame.file_off)) return file_.ended();
    pulse_.read_bytes = first_pass_bytes + first_pass_bytes * i / number;
    if (is_mine(record_)) {
      const bool is_shown = dissect(frame);
      if (is_shown && is_wanted()) add_row(frame);
      file_.end(frame, is_shown);
      epan_dissect_reset(edt_);
      record_.take_back();
    }
    record_.reset();
    if (const Status handed = hand_on_if_full(to); !handed.ok()) return handed;
  }
  pulse_.is_at_end = true;
  return ended;
}

Status Dissection::hand_on_if_full(RowTaker& to) {
  if (rows_.packets.size() < kHandedRows && rows_.fields.used_bytes() < kHandedBytes) return kOk;
  return hand_on(to);
}

Status Dissection::hand_on(RowTaker& to) {
  if (rows_.packets.size() == 0) return kOk;
  const Status taken = to.take(rows_);
  rows_.packets.clear();
  rows_.fields.clear();
  return taken;
}

}  // namespace flowstat::dissect
