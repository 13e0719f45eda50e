#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "core/columns/sink.h"
#include "core/fields/fill.h"

namespace flowstat {

/// What a table called `name` of these fields is.
template <class Rows>
TableSchema schema_of(std::string_view name, std::span<const Field<Rows>> fields) {
  TableSchema schema;
  schema.name = name;
  for (const Field<Rows>& field : fields) schema.columns.push_back(column_spec(field, {}));
  return schema;
}

/// Adds `rows` to a batch that has a column for each of `fields`.
template <class Rows>
void add_rows(std::span<const Field<Rows>> fields, const Rows& rows, Batch& batch) {
  for (std::size_t i = 0; i < fields.size(); ++i) fields[i].fill(rows, batch.columns[i]);
}

}  // namespace flowstat
