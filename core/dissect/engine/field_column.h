#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "core/dissect/dissector.h"
#include "core/dissect/engine/wireshark.h"

namespace flowstat::dissect {

/// How the values of a field become cells.
enum class CellKind : std::uint8_t {
  presence,       ///< Of a protocol or label: whether it is there.
  truth,          ///< FT_BOOLEAN
  unsigned_int,   ///< Up to 32 bits.
  unsigned_long,  ///< 40 to 64 bits.
  signed_int,
  signed_long,
  floating,
  time,
  duration,
  ipv4,
  ipv6,
  mac,
  octets,
  text,          ///< FT_STRING and its like.
  printed,       ///< As tshark prints it: what has no type of its own here.
  words,         ///< The text of --value-strings.
  frame_number,  ///< These four: told by the frame, no tree is needed.
  frame_length,
  frame_captured,
  frame_time,
  list_column,  ///< A column of the packet list, such as _ws.col.Info.
};

/// True of the four kinds that the frame itself tells.
constexpr bool is_told_by_frame(CellKind kind) {
  return kind >= CellKind::frame_number && kind <= CellKind::frame_time;
}

/// True of the fields that such a column is made of.
bool is_told_by_frame(std::string_view field);

/// A column that is filled from the fields of one name.
struct FieldColumn {
  CellKind kind = CellKind::printed;
  ColumnSpec spec;
  std::vector<int> ids;    ///< Of all fields of that name; none where the tree is not needed.
  std::string list_title;  ///< Of list_column.
  std::size_t found = 0;   ///< Whose values it takes: the index of the first column of its name.
};

/// Strings that columns are called by, which stay where they are.
using Strings = std::deque<std::string>;

/// The columns that `question` asks for, in its order; `notes` gets a line for each that had to be
/// renamed. Error: usage, for a field that is not there or is named twice.
Result<std::vector<FieldColumn>> choose_field_columns(const Question& question, Strings& strings,
                                                      std::vector<std::string>& notes);

}  // namespace flowstat::dissect
