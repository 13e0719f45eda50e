#pragma once

#include <string_view>

#include "core/columns/output_file.h"
#include "core/columns/row_table.h"

namespace flowstat::plugin {

/// Opens a table of these `fields`, which goes to `file` in the format of this name.
template <class Rows>
Result<RowTable> open_rows(Result<std::unique_ptr<ByteSink>> file, std::string_view format,
                           std::string_view name, std::span<const Field<Rows>> fields) {
  const TableSchema schema = schema_of(name, fields);
  const auto found = find_format(format);
  if (!found.ok()) return found.error();
  if (!file.ok()) return file.error();
  auto sink = found.value()->open(std::move(file.value()), schema, {});
  if (!sink.ok()) return sink.error();
  return RowTable(std::move(sink.value()), schema);
}

/// Prints `rows` as an aligned table.
template <class Rows>
Status print_table(std::string_view name, std::span<const Field<Rows>> fields, const Rows& rows) {
  auto table = open_rows(open_output("-", Overwrite::no), "table", name, fields);
  if (!table.ok()) return table.error();
  if (const Status written = table.value().write(fields, rows); !written.ok()) return written;
  return table.value().close();
}

}  // namespace flowstat::plugin
