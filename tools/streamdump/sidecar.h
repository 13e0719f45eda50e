#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "core/columns/output_file.h"
#include "core/columns/sink.h"
#include "core/columns/table_rows.h"
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

/// A table that is written beside the streams: its columns, and the sink behind them.
class Sidecar {
 public:
  /// Opens the table `name`, which goes to `file` in `format`. Its columns are `fields`.
  template <class Rows>
  static Result<std::unique_ptr<Sidecar>> open(Result<std::unique_ptr<ByteSink>> file,
                                               std::string_view name,
                                               std::span<const Field<Rows>> fields,
                                               const Format& format, const Options& options,
                                               const std::string& arguments) {
    TableSchema schema = schema_of(name, fields);
    auto sink = open_table(std::move(file), schema, format, options, arguments);
    if (!sink.ok()) return sink.error();
    return std::unique_ptr<Sidecar>(
        new Sidecar(std::move(sink.value()), make_batch(schema.columns)));
  }

  /// Writes `rows`. Error: of the file.
  template <class Rows>
  Status write(std::span<const Field<Rows>> fields, const Rows& rows) {
    add_rows(fields, rows, batch_);
    const Status status = sink_->write(batch_);
    batch_.clear();
    return status;
  }

  /// Completes the table. Error: of the file.
  Status close() { return sink_->close(); }

 private:
  Sidecar(std::unique_ptr<Sink> sink, Batch batch)
      : sink_(std::move(sink)), batch_(std::move(batch)) {}

  std::unique_ptr<Sink> sink_;
  Batch batch_;
};

}  // namespace flowstat::streamdump
