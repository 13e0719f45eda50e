#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/base/pod_array.h"
#include "core/columns/sink.h"
#include "core/fields/column.h"

namespace flowstat {

/// How a text format writes its cells. Times, durations, hashes, octets and labels look the same in
/// each of them; docs/design.md says how.
struct CellStyle {
  std::string_view null_text;  ///< Of a cell that is not there.
  /// Writes a text cell with the format's escapes and quotes; gives the end.
  char* (*write_text)(std::string_view text, char* to) = nullptr;
  std::size_t text_growth = 1;         ///< Octets write_text() may make of one, beside 2 quotes.
  std::string_view empty_octets = {};  ///< Of a cell of no octets that is there; at most 2 of them.
  bool has_lists = false;     ///< JSON: a list stands in brackets; else its items are one text.
  bool quotes_words = false;  ///< JSON: what is no number and no truth value stands in quotes.
  bool has_no_nan = false;    ///< JSON: a double that is no number is written as null_text.
  TimeText time_text = TimeText::rfc3339;
};

/// Rows [first, first + count) of a batch.
struct RowRange {
  std::size_t first = 0;
  std::size_t count = 0;
};

/// Octets behind the last cell that may be read, so that cells can be copied in large pieces.
inline constexpr std::size_t kReadAhead = 16;

/// Cells as text, end to end in one piece of memory.
struct CellText {
  PodArray<char> characters;     // kReadAhead of them behind the last cell
  PodArray<std::uint32_t> ends;  // where each cell ends

  std::string_view operator[](std::size_t cell) const {
    const std::uint32_t from = cell == 0 ? 0 : ends[cell - 1];
    return {characters.data() + from, ends[cell] - from};
  }
};

/// Replaces `out` by the cells of `column` in `rows`, with `lead` before each.
void format_cells(const Column& column, RowRange rows, const CellStyle& style,
                  std::string_view lead, CellText& out);

}  // namespace flowstat
