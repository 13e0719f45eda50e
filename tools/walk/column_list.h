#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/fields/column.h"
#include "core/fields/field.h"
#include "tools/cli/values.h"

namespace flowstat::walk {

/// How columns are listed: for people, for docs/fields.md, for programs.
enum class ListAs : std::uint8_t { table, markdown, json };

/// What --list-columns takes; nothing is a table.
inline constexpr cli::Choice<ListAs> kListings[] = {
    {"", ListAs::table}, {"markdown", ListAs::markdown}, {"json", ListAs::json}};
inline constexpr std::string_view kListWords[] = {"markdown", "json"};

/// A column of a table.
struct ListedColumn {
  std::string_view table;
  FieldInfo field;
};

/// Each column's table, name, type, unit, Wireshark's name, one sentence.
std::string column_list(const std::vector<ListedColumn>& columns, const Rendering& rendering,
                        ListAs how);

}  // namespace flowstat::walk
