#include "core/dissect/engine/tapped_row_maker.h"

#include <algorithm>

namespace flowstat::dissect {

bool TappedRowMaker::can_make(const Question& question) {
  if (!question.filter.empty() || question.value_strings != ValueStrings::none) return false;
  const auto is_told = [](const std::string& field) {
    return is_told_by_frame(field) || find_tap_field(field) != nullptr;
  };
  return std::ranges::all_of(question.fields, is_told);
}

TappedRowMaker::TappedRowMaker(const Question& question, const std::vector<FieldColumn>& columns,
                               Pulse& pulse, RowTaker& to)
    : RowMaker(question, columns, pulse, to) {
  for (const std::string& field : question.fields) fields_.push_back(find_tap_field(field));
}

Status TappedRowMaker::listen() {
  for (const TapField* const field : fields_) {
    if (field == nullptr) continue;
    if (Status heard = taps_.listen(field->tap); !heard.ok()) return heard;
  }
  return kOk;
}

void TappedRowMaker::prime(epan_dissect_t* edt) {
  taps_.forget();
  if (edt->tree != nullptr) RowMaker::prime(edt);
}

bool TappedRowMaker::wants_tree_of(epan_dissect_t* edt) {
  return !taps_.heard_all(edt->pi);
}

Status TappedRowMaker::take(std::int64_t packet, const frame_data& frame, epan_dissect_t* edt) {
  if (edt->tree != nullptr) return RowMaker::take(packet, frame, edt);
  Batch& row = begin_row(packet);
  for (std::size_t i = 0; i < fields_.size(); ++i)
    if (const TapField* const field = fields_[i])
      field->add(taps_.heard(field->tap), question().occurrence, row.columns[i]);
    else
      add_frame_cell(columns()[i], frame, row.columns[i]);
  return end_row();
}

}  // namespace flowstat::dissect
