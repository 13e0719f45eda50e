#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "core/columns/output_file.h"
#include "core/columns/row_table.h"
#include "tools/streamdump/options.h"

namespace flowstat::streamdump {

/// Opens the file `name` in the folder of the streams.
/// Errors: of the system; it exists, unless options.overwrites; it is an input.
Result<std::unique_ptr<ByteSink>> open_beside(const std::string& folder, std::string_view name,
                                              const Options& options);

/// Opens a table that goes to `file` in `format`, and says in it where it came from.
Result<std::unique_ptr<Sink>> open_table(Result<std::unique_ptr<ByteSink>> file,
                                         TableSchema& schema, const Format& format,
                                         const Options& options, const std::string& arguments);

/// Opens the table `name`, which goes to `file` in `format`, as open_table() does.
template <class Rows>
Result<RowTable> open_rows(Result<std::unique_ptr<ByteSink>> file, std::string_view name,
                           std::span<const Field<Rows>> fields, const Format& format,
                           const Options& options, const std::string& arguments) {
  TableSchema schema = schema_of(name, fields);
  auto sink = open_table(std::move(file), schema, format, options, arguments);
  if (!sink.ok()) return sink.error();
  return RowTable(std::move(sink.value()), schema);
}

}  // namespace flowstat::streamdump
