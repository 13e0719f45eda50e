#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/columns/sink.h"

/// Where the octets of a test's output go; outlives the sink that writes them.
struct Memory {
  std::string octets;
  int flushes = 0;
  bool is_closed = false;
  bool is_full = false;  ///< From now on every write fails.

  std::unique_ptr<flowstat::ByteSink> sink();
};

class MemorySink : public flowstat::ByteSink {
 public:
  explicit MemorySink(Memory& memory) : memory_(memory) {}

  flowstat::Status write(flowstat::Bytes bytes) override {
    if (memory_.is_full) return flowstat::Error{"cannot write x: No space left on device"};
    memory_.octets.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    return flowstat::kOk;
  }
  flowstat::Status flush() override {
    ++memory_.flushes;
    return flowstat::kOk;
  }
  flowstat::Status close() override {
    memory_.is_closed = true;
    return memory_.is_full ? write({}) : flowstat::kOk;
  }

 private:
  Memory& memory_;
};

inline std::unique_ptr<flowstat::ByteSink> Memory::sink() {
  return std::make_unique<MemorySink>(*this);
}

/// A cell of a test: nothing, or a value of the column's type.
using Cell = std::optional<std::variant<bool, std::int64_t, double, std::string_view>>;
inline const Cell kNull = std::nullopt;

inline Cell number(std::int64_t value) {
  return Cell(std::in_place, value);
}
inline Cell text(std::string_view value) {
  return Cell(std::in_place, value);
}

inline void append_whole(flowstat::Column& column, std::int64_t value) {
  switch (flowstat::cell_bytes(column.spec().storage)) {
    case 1: *column.extend<std::uint8_t>(1) = static_cast<std::uint8_t>(value); break;
    case 2: *column.extend<std::uint16_t>(1) = static_cast<std::uint16_t>(value); break;
    case 4: *column.extend<std::uint32_t>(1) = static_cast<std::uint32_t>(value); break;
    default: *column.extend<std::int64_t>(1) = value; break;
  }
}

inline void append(flowstat::Column& column, const Cell& cell) {
  using flowstat::Storage;
  const auto whole = [&] {
    return cell && std::holds_alternative<std::int64_t>(*cell) ? std::get<std::int64_t>(*cell) : 0;
  };
  switch (column.spec().storage) {
    case Storage::bits: column.append(cell ? std::get<bool>(*cell) : false); break;
    case Storage::u8:
    case Storage::i8:
    case Storage::label:
    case Storage::u16:
    case Storage::i16:
    case Storage::u32:
    case Storage::i32:
    case Storage::u64:
    case Storage::i64:
    case Storage::time:
    case Storage::duration: append_whole(column, whole()); break;
    case Storage::f64: *column.extend<double>(1) = cell ? std::get<double>(*cell) : 0; break;
    case Storage::text:
    case Storage::binary: column.append(cell ? std::get<std::string_view>(*cell) : ""); break;
  }
  if (!cell) column.set_null(column.size() - 1);
}

inline constexpr std::string_view kColourWords[] = {"red", "green"};

inline flowstat::ColumnSpec column(std::string_view name, flowstat::Type type,
                                   const flowstat::Rendering& rendering = {}) {
  flowstat::FieldInfo info{.name = name, .about = "A test.", .type = type, .nullable = true};
  if (type == flowstat::Type::label) info.labels = kColourWords;
  return flowstat::column_spec(info, rendering);
}

/// A batch of `rows`, each with a cell for every column.
inline flowstat::Batch batch_of(const flowstat::TableSchema& schema,
                                const std::vector<std::vector<Cell>>& rows) {
  flowstat::Batch batch = flowstat::make_batch(schema.columns);
  for (const auto& row : rows)
    for (std::size_t i = 0; i < row.size(); ++i) append(batch.columns[i], row[i]);
  return batch;
}

/// What the format called `format` makes of `rows`.
inline std::string written(std::string_view format, const flowstat::TableSchema& schema,
                           const std::vector<std::vector<Cell>>& rows,
                           const flowstat::SinkOptions& options = {}) {
  Memory memory;
  auto sink = flowstat::find_format(format).value()->open(memory.sink(), schema, options);
  if (!sink.ok()) return sink.error().message;
  if (const auto status = sink.value()->write(batch_of(schema, rows)); !status.ok())
    return status.error().message;
  if (const auto status = sink.value()->close(); !status.ok()) return status.error().message;
  return memory.octets;
}
