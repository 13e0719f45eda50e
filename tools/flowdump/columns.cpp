#include "tools/flowdump/columns.h"

#include <algorithm>
#include <numeric>

#include "core/base/nearest.h"
#include "core/flow/flow_fields.h"
#include "tools/flowdump/packet_table.h"

namespace flowstat::flowdump {

namespace {

using Indices = std::vector<std::size_t>;

std::size_t index_of(std::span<const std::string_view> names, std::string_view name) {
  return static_cast<std::size_t>(std::ranges::find(names, name) - names.begin());
}

/// Every column as the user spells it: with its table and a dot, or without.
std::vector<std::string> spellings(std::span<const ColumnNames> tables, bool is_qualified) {
  std::vector<std::string> names;
  for (const ColumnNames& table : tables)
    for (const std::string_view name : table.all)
      names.push_back((is_qualified ? std::string(table.table) + "." : "") + std::string(name));
  return names;
}

/// True for "flows.duration" where only packets are written.
bool is_of_other_table(std::string_view word, std::span<const ColumnNames> tables) {
  const std::string_view table = word.substr(0, word.find('.'));
  return (table == "packets" || table == "flows") &&
         std::ranges::find(tables, table, &ColumnNames::table) == tables.end();
}

Error unknown(std::string_view word, std::span<const ColumnNames> tables) {
  std::string where;
  for (const ColumnNames& table : tables)
    where += (where.empty() ? "" : " and ") + std::string(table.table);
  std::string message = "no column '" + std::string(word) + "' in " + where;
  const auto known = spellings(tables, word.find('.') != std::string_view::npos);
  const std::vector<std::string_view> names(known.begin(), known.end());
  const std::string_view nearest = nearest_name(word, names);
  if (is_of_other_table(word, tables))
    return {message + "; add --table packets,flows", Cause::usage};
  if (!nearest.empty()) message += "; did you mean '" + std::string(nearest) + "'?";
  return {message + " (--list-columns shows them all)", Cause::usage};
}

/// Adds the columns that `name` stands for; false if the table has none of that name.
bool add(const ColumnNames& table, std::string_view name, Indices& to) {
  if (name == "all") {
    to.resize(table.all.size());
    std::iota(to.begin(), to.end(), std::size_t{0});
    return true;
  }
  const std::size_t index = index_of(table.all, name);
  if (index == table.all.size()) return false;
  to.push_back(index);
  return true;
}

Status add_word(std::span<const ColumnNames> tables, const std::string& word,
                std::vector<Indices>& chosen) {
  const std::size_t dot = word.find('.');
  const bool is_qualified = dot != std::string::npos;
  const std::string name = is_qualified ? word.substr(dot + 1) : word;
  bool is_found = false;
  for (std::size_t i = 0; i < tables.size(); ++i) {
    if (is_qualified && tables[i].table != word.substr(0, dot)) continue;
    is_found |= add(tables[i], name, chosen[i]);
  }
  return is_found ? kOk : Status(unknown(word, tables));
}

const std::string_view* named_twice(const ColumnNames& table, const Indices& chosen) {
  for (std::size_t i = 0; i < chosen.size(); ++i)
    if (std::count(chosen.begin(), chosen.end(), chosen[i]) > 1) return &table.all[chosen[i]];
  return nullptr;
}

}  // namespace

Result<std::vector<Indices>> choose_columns(std::span<const ColumnNames> tables,
                                            std::span<const std::string> words) {
  std::vector<Indices> chosen(tables.size());
  for (const std::string& word : words)
    if (const Status status = add_word(tables, word, chosen); !status.ok()) return status.error();
  for (std::size_t i = 0; i < tables.size(); ++i) {
    if (const auto* twice = named_twice(tables[i], chosen[i]))
      return Error{"column '" + std::string(*twice) + "' is named twice", Cause::usage};
    if (chosen[i].empty())
      for (const std::string_view name : tables[i].usual)
        chosen[i].push_back(index_of(tables[i].all, name));
  }
  return chosen;
}

std::span<const std::string_view> all_column_names() {
  static const auto names = [] {
    std::vector<std::string_view> made{"all"};
    for (const PacketColumn& column : packet_columns(FlowHash::community))
      made.push_back(column.info.name);
    for (const FlowField& field : flow_fields(FlowHash::community))
      if (std::ranges::find(made, field.info.name) == made.end()) made.push_back(field.info.name);
    return made;
  }();
  return names;
}

}  // namespace flowstat::flowdump
