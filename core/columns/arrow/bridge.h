#pragma once

#include <arrow/io/interfaces.h>
#include <arrow/record_batch.h>
#include <arrow/result.h>
#include <arrow/status.h>
#include <arrow/type.h>

#include <memory>
#include <optional>

#include "core/base/result.h"
#include "core/columns/byte_sink.h"
#include "core/columns/sink.h"

namespace flowstat {

/// A ByteSink as Arrow's OutputStream. Closing the stream leaves the ByteSink open: it is completed
/// by finish(), when Arrow is done without an error.
class ArrowStream final : public arrow::io::OutputStream {
 public:
  explicit ArrowStream(std::unique_ptr<ByteSink> out) : out_(std::move(out)) {}

  arrow::Status Write(const void* from, std::int64_t bytes) override;
  arrow::Status Flush() override;
  arrow::Status Close() override;
  bool closed() const override { return is_closed_; }
  arrow::Result<std::int64_t> Tell() const override { return written_bytes_; }

  /// `status` as ours. A failed write is told in the ByteSink's words, not Arrow's.
  Status told(const arrow::Status& status) const;
  Status finish() { return out_->close(); }
  /// Lets go of the ByteSink: from now on every write fails.
  void abandon() { out_.reset(); }

 private:
  arrow::Status noted(const Status& status);

  std::unique_ptr<ByteSink> out_;  // none once abandoned
  std::optional<Error> error_;     // the first one
  std::int64_t written_bytes_ = 0;
  bool is_closed_ = false;
};

/// The schema as Arrow's, with the table's metadata and pandas' own.
arrow::Result<std::shared_ptr<arrow::Schema>> arrow_schema(const TableSchema& schema);

/// The rows of `batch`, whose buffers they borrow, as Arrow's.
/// Needs: `schema` as arrow_schema() gave it for this batch.
arrow::Result<std::shared_ptr<arrow::RecordBatch>> arrow_batch(
    const Batch& batch, const std::shared_ptr<arrow::Schema>& schema);

}  // namespace flowstat
