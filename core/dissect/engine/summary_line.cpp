#include "core/dissect/engine/summary_line.h"

#include <algorithm>
#include <string_view>

namespace flowstat::dissect {

namespace {

enum class Side { none, source, destination };

Side side_of(int format) {
  switch (format) {
    case COL_DEF_SRC:
    case COL_RES_SRC:
    case COL_UNRES_SRC:
    case COL_DEF_DL_SRC:
    case COL_RES_DL_SRC:
    case COL_UNRES_DL_SRC:
    case COL_DEF_NET_SRC:
    case COL_RES_NET_SRC:
    case COL_UNRES_NET_SRC: return Side::source;
    case COL_DEF_DST:
    case COL_RES_DST:
    case COL_UNRES_DST:
    case COL_DEF_DL_DST:
    case COL_RES_DL_DST:
    case COL_UNRES_DL_DST:
    case COL_DEF_NET_DST:
    case COL_RES_NET_DST:
    case COL_UNRES_NET_DST: return Side::destination;
    default: return Side::none;
  }
}

/// How wide a column is at least, in octets; negative: its text stands left.
int width_of(int format) {
  constexpr int kNumberWidth = 5;
  constexpr int kTimeWidth = 10;
  constexpr int kAddressWidth = 12;
  switch (format) {
    case COL_NUMBER: return kNumberWidth;
    case COL_CLS_TIME:
    case COL_REL_TIME:
    case COL_ABS_TIME:
    case COL_ABS_YMD_TIME:
    case COL_ABS_YDOY_TIME:
    case COL_UTC_TIME:
    case COL_UTC_YMD_TIME:
    case COL_UTC_YDOY_TIME: return kTimeWidth;
    default: break;
  }
  const Side side = side_of(format);
  return side == Side::source ? kAddressWidth : side == Side::destination ? -kAddressWidth : 0;
}

void add_cell(std::string_view text, int format, std::string& line) {
  const int width = width_of(format);
  const auto wanted = static_cast<std::size_t>(width < 0 ? -width : width);
  const std::size_t padding = wanted - std::min(wanted, text.size());
  if (width > 0) line.append(padding, ' ');
  line += text;
  if (width < 0) line.append(padding, ' ');
}

/// What stands between two columns.
std::string_view between(int format, int next) {
  const Side side = side_of(format);
  const Side next_side = side_of(next);
  if (side == Side::source && next_side == Side::destination) return " \xe2\x86\x92 ";
  if (side == Side::destination && next_side == Side::source) return " \xe2\x86\x90 ";
  return " ";
}

}  // namespace

std::string summary_line(const column_info& list) {
  std::string line;
  for (int i = 0; i < list.num_cols; ++i) {
    if (!get_column_visible(i)) continue;
    const int format = list.columns[i].col_fmt;
    const char* const text = get_column_text(const_cast<column_info*>(&list), i);
    add_cell(text == nullptr ? "" : text, format, line);
    if (i + 1 < list.num_cols) line += between(format, list.columns[i + 1].col_fmt);
  }
  return line;
}

}  // namespace flowstat::dissect
