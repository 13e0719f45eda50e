#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/columns/cell_text.h"
#include "core/columns/sink.h"

namespace flowstat {

/// Rows as text, one line each: what the formats that are such lines have in common.
struct LineStyle {
  CellStyle cells;
  std::string header;              ///< Stands before the first row, its line end included.
  std::vector<std::string> leads;  ///< What stands before the cell of each column.
  std::string row_end;
};

/// A sink that writes lines of `style` to `out`, the header at once.
Result<std::unique_ptr<Sink>> open_lines(std::unique_ptr<ByteSink> out, LineStyle style);

/// A line style whose header is the names of the columns, separated as the cells are.
LineStyle separated_lines(const TableSchema& schema, const CellStyle& cells, char separator);

}  // namespace flowstat
