#pragma once

#include <vector>

#include "core/dissect/engine/capture_file.h"
#include "core/dissect/engine/field_cell.h"

namespace flowstat::dissect {

/// One way through a capture: every frame goes through epan, and gives a row where the filter takes
/// it and the part wants it.
class Dissection {
 public:
  /// All of these must outlive it; `filter` may be nullptr.
  Dissection(CaptureFile& file, const Question& question, const std::vector<FieldColumn>& columns,
             dfilter_t* filter, const Part& part, Pulse& pulse);
  ~Dissection();
  Dissection(const Dissection&) = delete;
  Dissection& operator=(const Dissection&) = delete;

  Status run(RowTaker& to);

 private:
  Status run_once(RowTaker& to);
  Status run_twice(RowTaker& to);
  bool is_mine(Record& record);
  bool is_wanted();
  void prime();
  bool dissect(frame_data& frame);
  void find_fields();
  void add_row(const frame_data& frame);
  Status hand_on_if_full(RowTaker& to);
  Status hand_on(RowTaker& to);

  CaptureFile& file_;
  const Question& question_;
  const std::vector<FieldColumn>& columns_;
  dfilter_t* filter_;
  const Part& part_;
  Pulse& pulse_;

  epan_dissect_t* edt_ = nullptr;
  Record record_;
  column_info list_{};
  bool has_list_ = false;
  std::int64_t packet_ = 0;  ///< Records that are packets, so far.
  std::size_t next_skipped_ = 0;
  std::vector<std::int16_t> column_of_id_;       ///< -1: of none.
  std::vector<int> ids_;                         ///< Of all fields that are looked for.
  std::vector<std::vector<field_info*>> found_;  ///< By column.
  std::vector<std::size_t> filled_;              ///< Columns that found something.
  Unfit unfit_;
  Rows rows_;
};

}  // namespace flowstat::dissect
