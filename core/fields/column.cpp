#include "core/fields/column.h"

#include <cstring>

namespace flowstat {

namespace {

Storage storage_of(Type type, const Rendering& rendering) {
  const Storage address =
      rendering.addresses == AddressForm::text ? Storage::text : Storage::binary;
  const bool plain_time = rendering.time_unit == TimeUnit::int64_ns;
  switch (type) {
    case Type::boolean: return Storage::bits;
    case Type::u8: return Storage::u8;
    case Type::u16: return Storage::u16;
    case Type::u32: return Storage::u32;
    case Type::i64:
    case Type::hash: return Storage::i64;
    case Type::f64: return Storage::f64;
    case Type::text: return Storage::text;
    case Type::binary: return Storage::binary;
    case Type::time: return plain_time ? Storage::i64 : Storage::time;
    case Type::duration: return plain_time ? Storage::i64 : Storage::duration;
    case Type::ip_address:
    case Type::mac_address: return address;
    case Type::label: return Storage::label;
  }
  return Storage::i64;
}

bool has_offsets(Storage storage) {
  return storage == Storage::text || storage == Storage::binary;
}

}  // namespace

ColumnSpec column_spec(const FieldInfo& field, const Rendering& rendering) {
  return {field, storage_of(field.type, rendering), rendering.time_unit};
}

std::size_t cell_bytes(Storage storage) {
  switch (storage) {
    case Storage::u8:
    case Storage::label: return 1;
    case Storage::u16: return 2;
    case Storage::u32: return 4;
    case Storage::i64:
    case Storage::f64:
    case Storage::time:
    case Storage::duration: return 8;
    case Storage::bits:
    case Storage::text:
    case Storage::binary: break;
  }
  return 0;
}

Column::Column(const ColumnSpec& spec) : spec_(spec) {
  clear();
}

void Column::clear() {
  rows_ = 0;
  nulls_ = 0;
  values_.clear();
  validity_.clear();
  offsets_.clear();
  if (has_offsets(spec_.storage)) offsets_.push_back(0);
}

void Column::grow_validity(std::size_t count) {
  rows_ += count;
  const std::size_t wanted = (rows_ + 7) / 8;
  const std::size_t had = validity_.size();
  if (wanted > had) std::memset(validity_.extend(wanted - had), 0xff, wanted - had);
}

void Column::close_cell() {
  grow_validity(1);
  offsets_.push_back(static_cast<std::int32_t>(values_.size()));
}

void Column::append(std::string_view cell) {
  values_.append(reinterpret_cast<const std::uint8_t*>(cell.data()), cell.size());
  close_cell();
}

void Column::append(bool cell) {
  const std::size_t row = rows_;
  grow_validity(1);
  if (row % 8 == 0) values_.push_back(0);
  values_[row / 8] = static_cast<std::uint8_t>(values_[row / 8] | (cell ? 1U : 0U) << row % 8);
}

std::size_t Batch::used_bytes() const {
  std::size_t total = 0;
  for (const Column& column : columns) total += column.used_bytes();
  return total;
}

void Batch::clear() {
  for (Column& column : columns) column.clear();
}

Batch make_batch(std::span<const ColumnSpec> schema) {
  Batch batch;
  batch.columns.reserve(schema.size());
  for (const ColumnSpec& spec : schema) batch.columns.emplace_back(spec);
  return batch;
}

}  // namespace flowstat
