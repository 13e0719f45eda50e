#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace flowstat::flowdump {

/// The columns a table has and those it writes where none are asked for.
struct ColumnNames {
  std::string_view table;
  std::vector<std::string_view> all;
  std::vector<std::string_view> usual;
};

/// Which columns each of `tables` writes, as indices into its `all`, for the words of --columns.
///
/// A word is a column, "all", or either behind a table's name and a dot. A plain column of two
/// tables belongs to both. A table that no word speaks of writes its usual ones. Errors: usage, for
/// an unknown column (with the nearest), an unknown table, one named twice.
Result<std::vector<std::vector<std::size_t>>> choose_columns(std::span<const ColumnNames> tables,
                                                             std::span<const std::string> words);

/// Every name that --columns takes, for completions.
std::span<const std::string_view> all_column_names();

}  // namespace flowstat::flowdump
