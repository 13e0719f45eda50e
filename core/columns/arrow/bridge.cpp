#include "core/columns/arrow/bridge.h"

#include <arrow/c/bridge.h>

#include "core/columns/pandas_metadata.h"
#include "core/fields/export.h"

namespace flowstat {

arrow::Status ArrowStream::Write(const void* from, std::int64_t bytes) {
  if (out_ == nullptr) return arrow::Status::IOError("the output was given up");
  written_bytes_ += bytes;
  return noted(
      out_->write({static_cast<const std::uint8_t*>(from), static_cast<std::size_t>(bytes)}));
}

arrow::Status ArrowStream::Flush() {
  if (out_ == nullptr) return arrow::Status::OK();
  return noted(out_->flush());
}

arrow::Status ArrowStream::Close() {
  is_closed_ = true;
  return arrow::Status::OK();
}

arrow::Status ArrowStream::noted(const Status& status) {
  if (status.ok()) return arrow::Status::OK();
  if (!error_) error_ = status.error();
  return arrow::Status::IOError(error_->message);
}

Status ArrowStream::told(const arrow::Status& status) const {
  if (status.ok()) return kOk;
  if (error_) return *error_;
  return Error{"cannot write the table: " + status.message()};
}

arrow::Result<std::shared_ptr<arrow::Schema>> arrow_schema(const TableSchema& schema) {
  auto metadata = schema.metadata;
  metadata.emplace_back("pandas", pandas_metadata(schema.columns));
  ArrowSchema exported = export_schema(schema.columns, metadata);
  return arrow::ImportSchema(&exported);
}

arrow::Result<std::shared_ptr<arrow::RecordBatch>> arrow_batch(
    const Batch& batch, const std::shared_ptr<arrow::Schema>& schema) {
  ArrowArray exported = export_batch(batch);
  return arrow::ImportRecordBatch(&exported, schema);
}

}  // namespace flowstat
