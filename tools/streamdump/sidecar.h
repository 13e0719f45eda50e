#pragma once

#include <memory>
#include <span>
#include <string>

#include "core/columns/output_file.h"
#include "core/columns/sink.h"
#include "core/fields/fill.h"
#include "tools/streamdump/options.h"

namespace flowstat::streamdump {

/// A table that is written beside the streams: its columns, and the sink behind them.
class Sidecar {
 public:
  /// Opens the table `name` at `path` ("-" is standard output) in `format`. Its columns are
  /// `fields`.
  template <class Rows>
  static Result<std::unique_ptr<Sidecar>> open(const std::string& path, std::string_view name,
                                               std::span<const Field<Rows>> fields,
                                               const Format& format, const Options& options,
                                               const std::string& arguments) {
    TableSchema schema;
    schema.name = name;
    for (const Field<Rows>& field : fields) schema.columns.push_back(column_spec(field, {}));
    return open_sink(path, std::move(schema), format, options, arguments);
  }

  /// Writes `rows`. Error: of the file.
  template <class Rows>
  Status write(std::span<const Field<Rows>> fields, const Rows& rows) {
    for (std::size_t i = 0; i < fields.size(); ++i) fields[i].fill(rows, batch_.columns[i]);
    const Status status = sink_->write(batch_);
    batch_.clear();
    return status;
  }

  /// Completes the table. Error: of the file.
  Status close() { return sink_->close(); }

 private:
  Sidecar(std::unique_ptr<Sink> sink, Batch batch)
      : sink_(std::move(sink)), batch_(std::move(batch)) {}
  static Result<std::unique_ptr<Sidecar>> open_sink(const std::string& path, TableSchema schema,
                                                    const Format& format, const Options& options,
                                                    const std::string& arguments);

  std::unique_ptr<Sink> sink_;
  Batch batch_;
};

}  // namespace flowstat::streamdump
