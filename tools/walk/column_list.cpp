#include "tools/walk/column_list.h"

#include <algorithm>
#include <array>

#include "core/columns/json_text.h"
#include "core/fields/type_name.h"

namespace flowstat::walk {

namespace {

constexpr std::size_t kCells = 6;
using Line = std::array<std::string, kCells>;
constexpr std::array<std::string_view, kCells> kHeads = {"table", "name",      "type",
                                                         "unit",  "wireshark", "about"};

Line line_of(const ListedColumn& column, const Rendering& rendering) {
  const FieldInfo& field = column.field;
  std::string type = type_name(column_spec(field, rendering));
  if (!field.nullable) type += " not null";
  return {std::string(column.table),        std::string(field.name),      type,
          std::string(word_of(field.unit)), std::string(field.wireshark), std::string(field.about)};
}

std::string as_table(const std::vector<Line>& lines) {
  std::array<std::size_t, kCells> widths;
  for (std::size_t i = 0; i < kCells; ++i) {
    widths[i] = kHeads[i].size();
    for (const Line& line : lines) widths[i] = std::max(widths[i], line[i].size());
  }
  std::string text;
  const auto add = [&](const auto& cells) {
    for (std::size_t i = 0; i < kCells; ++i) {
      text += cells[i];
      if (i + 1 < kCells) text.append(widths[i] - cells[i].size() + 2, ' ');
    }
    text += '\n';
  };
  add(kHeads);
  for (const Line& line : lines) add(line);
  return text;
}

std::string as_markdown(const std::vector<Line>& lines) {
  std::string text = "|";
  for (const std::string_view head : kHeads) text += " " + std::string(head) + " |";
  text += "\n|";
  for (std::size_t i = 0; i < kCells; ++i) text += " --- |";
  text += "\n";
  for (const Line& line : lines) {
    text += "|";
    for (const std::string& cell : line) text += " " + cell + " |";
    text += "\n";
  }
  return text;
}

std::string as_json(const std::vector<Line>& lines) {
  std::string text = "[\n";
  for (std::size_t row = 0; row < lines.size(); ++row) {
    text += "  {";
    for (std::size_t i = 0; i < kCells; ++i) {
      text += i > 0 ? ", \"" : "\"";
      text += std::string(kHeads[i]) + "\": " + json_string(lines[row][i]);
    }
    text += row + 1 < lines.size() ? "},\n" : "}\n";
  }
  return text + "]\n";
}

}  // namespace

std::string column_list(const std::vector<ListedColumn>& columns, const Rendering& rendering,
                        ListAs how) {
  std::vector<Line> lines;
  for (const ListedColumn& column : columns) lines.push_back(line_of(column, rendering));
  switch (how) {
    case ListAs::markdown: return as_markdown(lines);
    case ListAs::json: return as_json(lines);
    case ListAs::table: break;
  }
  return as_table(lines);
}

}  // namespace flowstat::walk
