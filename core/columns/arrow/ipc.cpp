#include <arrow/ipc/writer.h>

#include "core/columns/arrow/bridge.h"

namespace flowstat {

namespace {

class IpcSink : public Sink {
 public:
  IpcSink(std::shared_ptr<ArrowStream> out, std::shared_ptr<arrow::Schema> schema,
          std::shared_ptr<arrow::ipc::RecordBatchWriter> writer)
      : out_(std::move(out)), schema_(std::move(schema)), writer_(std::move(writer)) {}

  Status write(const Batch& batch) override { return out_->told(try_write(batch)); }
  Status flush() override { return out_->told(out_->Flush()); }
  Status close() override {
    const Status closed = out_->told(writer_->Close());
    return closed.ok() ? out_->finish() : closed;
  }

 private:
  arrow::Status try_write(const Batch& batch) {
    if (batch.rows() == 0) return arrow::Status::OK();
    ARROW_ASSIGN_OR_RAISE(const auto rows, arrow_batch(batch, schema_));
    return writer_->WriteRecordBatch(*rows);
  }

  std::shared_ptr<ArrowStream> out_;
  std::shared_ptr<arrow::Schema> schema_;
  std::shared_ptr<arrow::ipc::RecordBatchWriter> writer_;
};

arrow::Result<std::unique_ptr<Sink>> try_open(const std::shared_ptr<ArrowStream>& out,
                                              const TableSchema& table, bool is_stream) {
  ARROW_ASSIGN_OR_RAISE(auto schema, arrow_schema(table));
  auto made = is_stream ? arrow::ipc::MakeStreamWriter(out, schema)
                        : arrow::ipc::MakeFileWriter(out, schema);
  ARROW_ASSIGN_OR_RAISE(auto writer, std::move(made));
  return std::unique_ptr<Sink>(new IpcSink(out, std::move(schema), std::move(writer)));
}

template <bool is_stream>
Result<std::unique_ptr<Sink>> open(std::unique_ptr<ByteSink> bytes, const TableSchema& schema,
                                   const SinkOptions&) {
  const auto out = std::make_shared<ArrowStream>(std::move(bytes));
  auto sink = try_open(out, schema, is_stream);
  if (!sink.ok()) return out->told(sink.status()).error();
  return std::move(sink).ValueUnsafe();
}

}  // namespace

extern const Format arrow_format;
const Format arrow_format{"arrow", ".arrow",
                          "Arrow IPC file (Feather V2), to be mapped into memory.", false,
                          open<false>};

extern const Format arrows_format;
const Format arrows_format{"arrows", ".arrows", "Arrow IPC stream, for pipes.", false, open<true>};

}  // namespace flowstat
