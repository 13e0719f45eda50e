#pragma once

#include <span>
#include <string_view>

#include "core/columns/output_file.h"
#include "core/columns/table_rows.h"

namespace flowstat::plugin {

/// Prints `rows` as an aligned table.
template <class Rows>
Status print_table(std::string_view name, std::span<const Field<Rows>> fields, const Rows& rows) {
  const TableSchema schema = schema_of(name, fields);
  const auto format = find_format("table");
  if (!format.ok()) return format.error();
  auto out = open_output("-", Overwrite::no);
  if (!out.ok()) return out.error();
  auto sink = format.value()->open(std::move(out.value()), schema, {});
  if (!sink.ok()) return sink.error();
  Batch batch = make_batch(schema.columns);
  add_rows(fields, rows, batch);
  if (const Status written = sink.value()->write(batch); !written.ok()) return written;
  return sink.value()->close();
}

}  // namespace flowstat::plugin
