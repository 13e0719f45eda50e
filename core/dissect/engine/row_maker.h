#pragma once

#include <vector>

#include "core/dissect/engine/field_cell.h"
#include "core/dissect/engine/frame_handler.h"

namespace flowstat::dissect {

/// Makes a row of each frame.
class RowMaker : public FrameHandler {
 public:
  /// All of these must outlive it.
  RowMaker(const Question& question, const std::vector<FieldColumn>& columns, Pulse& pulse,
           RowTaker& to);

  bool needs_tree() const override { return !ids_.empty(); }
  column_info* list() override { return has_list_ ? &list_ : nullptr; }
  void prime(epan_dissect_t* edt) override;
  Status take(std::int64_t packet, const frame_data& frame, epan_dissect_t* edt) override;
  Status finish() override;

 protected:
  const Question& question() const { return question_; }
  const std::vector<FieldColumn>& columns() const { return columns_; }
  /// Begins a row, which end_row() ends; in between every column is added to.
  Batch& begin_row(std::int64_t packet);
  Status end_row();

 private:
  void find_fields(const proto_tree* tree);
  Status hand_on();

  const Question& question_;
  const std::vector<FieldColumn>& columns_;
  Pulse& pulse_;
  RowTaker& to_;
  column_info list_{};
  bool has_list_ = false;
  std::vector<std::int16_t> column_of_id_;       // -1: of none
  std::vector<int> ids_;                         // of all fields that are looked for
  std::vector<std::vector<field_info*>> found_;  // by column
  std::vector<std::size_t> filled_;              // columns that found something
  Unfit unfit_;
  Rows rows_;
};

}  // namespace flowstat::dissect
