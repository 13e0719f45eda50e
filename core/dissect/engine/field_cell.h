#pragma once

#include <span>

#include "core/dissect/engine/field_column.h"

namespace flowstat::dissect {

/// Values that no cell could hold, and which are null therefore.
struct Unfit {
  std::int64_t too_large = 0;  ///< Integers above what an int64 holds.
};

/// Adds a row to `to`: the values that were found of the fields of `column` in a frame, in the
/// order of its tree.
void add_cell(const FieldColumn& column, std::span<field_info* const> found, epan_dissect_t* edt,
              Occurrence occurrence, Unfit& unfit, Column& to);

/// Adds a row with what the frame itself tells. Needs: a kind that the frame tells.
void add_frame_cell(const FieldColumn& column, const frame_data& frame, Column& to);

/// Adds a row with the text of the packet list's column, null where there is none.
void add_list_cell(const FieldColumn& column, const column_info& list, Column& to);

}  // namespace flowstat::dissect
