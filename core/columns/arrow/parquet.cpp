#include <arrow/memory_pool.h>
#include <parquet/arrow/writer.h>
#include <parquet/properties.h>

#include <algorithm>
#include <exception>

#include "core/columns/arrow/bridge.h"

namespace flowstat {

namespace {

constexpr std::int64_t kRowGroupRows = 1'048'576;
constexpr std::int64_t kPageBytes = 262'144;
constexpr std::int64_t kPageRows = 65'536;
constexpr int kZstdLevel = 1;

/// What bounds our memory.
struct Limits {
  /// A row group is closed when its columns took so many octets; its compressed pages are held
  /// until then.
  std::size_t group_bytes;
  /// Rows encoded in one go. The size of a page is looked at only between.
  std::int64_t encoded_rows;
};
constexpr Limits kLimits{33'554'432, 8192};
/// Payload hardly compresses, and a row of it may be large.
constexpr Limits kLimitsWithPayload{16'777'216, 512};

Limits limits_of(const TableSchema& schema) {
  const auto is_payload = [](const ColumnSpec& column) {
    return column.field.type == Type::binary;
  };
  return std::ranges::any_of(schema.columns, is_payload) ? kLimitsWithPayload : kLimits;
}

bool is_whole_number(Storage storage) {
  switch (storage) {
    case Storage::u8:
    case Storage::u16:
    case Storage::u32:
    case Storage::u64:
    case Storage::i8:
    case Storage::i16:
    case Storage::i32:
    case Storage::i64:
    case Storage::time:
    case Storage::duration: return true;
    default: return false;
  }
}

bool is_number(Storage storage) {
  return is_whole_number(storage) || storage == Storage::f64;
}

/// Wider numbers that repeat are left to zstd, which makes ports, stream numbers and hashes smaller
/// than a dictionary does, in the same time. BYTE_STREAM_SPLIT would be 3 % smaller still and 10 %
/// faster, but of whole numbers few readers know it: no DuckDB before 2.0, no vectorized Spark.
bool wants_dictionary(const ColumnSpec& column) {
  if (column.field.values != Values::repeating) return false;
  switch (column.storage) {
    case Storage::u8:
    case Storage::text:
    case Storage::label: return true;
    case Storage::binary: return column.field.type != Type::binary;
    default: return false;
  }
}

void choose_encoding(const ColumnSpec& column, parquet::WriterProperties::Builder& properties) {
  // Parquet's own name of the items of a list.
  const std::string name =
      std::string(column.field.name) + (column.field.repeats ? ".list.element" : "");
  // The least and the greatest of a row group tell where to look only if they are numbers.
  if (!is_number(column.storage)) properties.disable_statistics(name);
  if (!wants_dictionary(column)) properties.disable_dictionary(name);
  if (column.field.values == Values::rising && is_whole_number(column.storage))
    properties.encoding(name, parquet::Encoding::DELTA_BINARY_PACKED);
}

/// The allocator that keeps least and is fastest here, where this build of Arrow has it.
arrow::MemoryPool* memory_pool() {
  arrow::MemoryPool* pool = nullptr;
  return arrow::jemalloc_memory_pool(&pool).ok() ? pool : arrow::default_memory_pool();
}

/// Raises Arrow's limit of 20,000 rows, with which zstd starts anew too often. Older releases have
/// no such limit.
template <class Builder>
void raise_page_rows(Builder& properties) {
  if constexpr (requires { properties.max_rows_per_page(kPageRows); })
    properties.max_rows_per_page(kPageRows);
}

std::shared_ptr<parquet::WriterProperties> properties_of(const TableSchema& schema) {
  parquet::WriterProperties::Builder properties;
  properties.compression(parquet::Compression::ZSTD)
      ->compression_level(kZstdLevel)
      ->data_pagesize(kPageBytes)
      ->max_row_group_length(kRowGroupRows)
      ->write_batch_size(limits_of(schema).encoded_rows)
      ->memory_pool(memory_pool());
  raise_page_rows(properties);
  for (const ColumnSpec& column : schema.columns) choose_encoding(column, properties);
  return properties.build();
}

/// Runs `step`, which calls a library that throws, and gives what came of it.
template <class Step>
arrow::Status guarded(Step step) {
  try {
    return step();
  } catch (const std::exception& error) {
    return arrow::Status::UnknownError(error.what());
  }
}

class ParquetSink : public Sink {
 public:
  explicit ParquetSink(std::unique_ptr<ByteSink> out)
      : out_(std::make_shared<ArrowStream>(std::move(out))) {}
  /// Arrow's writer completes the file when it is destroyed; what was not closed must not look
  /// whole.
  ~ParquetSink() override { out_->abandon(); }

  Status open(const TableSchema& schema) {
    return out_->told(guarded([&] { return try_open(schema); }));
  }
  Status write(const Batch& batch) override {
    return out_->told(guarded([&] { return try_write(batch); }));
  }
  /// A Parquet file cannot be read before its end is written.
  Status flush() override { return kOk; }
  Status close() override {
    const Status closed = out_->told(guarded([&] { return writer_->Close(); }));
    return closed.ok() ? out_->finish() : closed;
  }

 private:
  arrow::Status try_open(const TableSchema& schema) {
    ARROW_ASSIGN_OR_RAISE(schema_, arrow_schema(schema));
    most_group_bytes_ = limits_of(schema).group_bytes;
    const auto stored = parquet::ArrowWriterProperties::Builder()
                            .store_schema()
                            ->set_use_threads(schema.rows_come_late)
                            ->build();
    ARROW_ASSIGN_OR_RAISE(writer_, parquet::arrow::FileWriter::Open(*schema_, memory_pool(), out_,
                                                                    properties_of(schema), stored));
    return arrow::Status::OK();
  }

  arrow::Status try_write(const Batch& batch) {
    if (batch.rows() == 0) return arrow::Status::OK();
    ARROW_ASSIGN_OR_RAISE(const auto rows, arrow_batch(batch, schema_));
    if (group_bytes_ == 0) ARROW_RETURN_NOT_OK(writer_->NewBufferedRowGroup());
    group_bytes_ += batch.used_bytes();
    ARROW_RETURN_NOT_OK(writer_->WriteRecordBatch(*rows));
    if (group_bytes_ >= most_group_bytes_) group_bytes_ = 0;
    return arrow::Status::OK();
  }

  std::shared_ptr<ArrowStream> out_;
  std::shared_ptr<arrow::Schema> schema_;
  std::unique_ptr<parquet::arrow::FileWriter> writer_;
  std::size_t most_group_bytes_ = 0;
  std::size_t group_bytes_ = 0;  // of the row group at hand; 0 before its first rows
};

Result<std::unique_ptr<Sink>> open(std::unique_ptr<ByteSink> out, const TableSchema& schema,
                                   const SinkOptions&) {
  auto sink = std::make_unique<ParquetSink>(std::move(out));
  if (Status opened = sink->open(schema); !opened.ok()) return opened.error();
  return std::unique_ptr<Sink>(std::move(sink));
}

}  // namespace

extern const Format parquet_format;
const Format parquet_format{"parquet", ".parquet",
                            "Apache Parquet, zstd: the smallest, read by pandas, DuckDB and Spark.",
                            false, open};

}  // namespace flowstat
