#pragma once

#include <memory>
#include <span>
#include <utility>

#include "core/columns/table_rows.h"

namespace flowstat {

/// A table that is written as rows come.
class RowTable {
 public:
  /// `sink` was opened for `schema`.
  RowTable(std::unique_ptr<Sink> sink, const TableSchema& schema)
      : sink_(std::move(sink)), batch_(make_batch(schema.columns)) {}

  /// Writes `rows`, whose columns `fields` are those of the schema. Error: of the file.
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
  std::unique_ptr<Sink> sink_;
  Batch batch_;
};

}  // namespace flowstat
