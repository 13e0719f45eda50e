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
    case Type::u64: return Storage::u64;
    case Type::i8: return Storage::i8;
    case Type::i16: return Storage::i16;
    case Type::i32: return Storage::i32;
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
    case Storage::i8:
    case Storage::label: return 1;
    case Storage::u16:
    case Storage::i16: return 2;
    case Storage::u32:
    case Storage::i32: return 4;
    case Storage::u64:
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

ColumnSpec item_spec(const ColumnSpec& list) {
  ColumnSpec item = list;
  item.field.name = "item";
  item.field.repeats = false;
  item.field.nullable = false;
  return item;
}

Column::Column(const ColumnSpec& spec) : spec_(spec) {
  if (spec.field.repeats) items_ = std::make_unique<Column>(item_spec(spec));
  clear();
}

void Column::clear() {
  rows_ = 0;
  nulls_ = 0;
  values_.clear();
  validity_.clear();
  offsets_.clear();
  if (items_) items_->clear();
  if (items_ || has_offsets(spec_.storage)) offsets_.push_back(0);
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

void Column::close_list() {
  grow_validity(1);
  offsets_.push_back(static_cast<std::int32_t>(items_->size()));
}

void Column::append_octets(std::string_view cell) {
  values_.append(reinterpret_cast<const std::uint8_t*>(cell.data()), cell.size());
  grow_validity(1);
}

void Column::append_null() {
  if (is_list()) {
    close_list();
  } else if (has_offsets(spec_.storage)) {
    close_cell();
  } else if (spec_.storage == Storage::bits) {
    append(false);
  } else {
    const std::size_t width = cell_bytes(spec_.storage);
    std::memset(values_.extend(width), 0, width);
    grow_validity(1);
  }
  set_null(rows_ - 1);
}

void Column::append_rows(const Column& from, std::size_t first, std::size_t count) {
  if (count == 0) return;
  const std::size_t before = rows_;
  if (spec_.storage == Storage::bits && !is_list()) {
    for (std::size_t i = 0; i < count; ++i) append(from.bit(first + i));
  } else if (!offsets_.empty()) {
    const std::int32_t* const ends = from.offsets_.data() + first;
    const auto begin = static_cast<std::size_t>(ends[0]);
    const std::int32_t moved = offsets_[rows_] - ends[0];
    const auto size = static_cast<std::size_t>(ends[count] - ends[0]);
    if (is_list())
      items_->append_rows(*from.items_, begin, size);
    else
      values_.append(from.values_.data() + begin, size);
    std::int32_t* const to = offsets_.extend(count);
    for (std::size_t i = 0; i < count; ++i) to[i] = ends[i + 1] + moved;
    grow_validity(count);
  } else {
    const std::size_t width = cell_bytes(spec_.storage);
    values_.append(from.values_.data() + first * width, count * width);
    grow_validity(count);
  }
  if (from.nulls_ == 0) return;
  for (std::size_t i = 0; i < count; ++i)
    if (from.is_null(first + i)) set_null(before + i);
}

bool Column::are_offsets_good(std::size_t rows) const {
  if (offsets_.size() != rows + 1 || offsets_[0] != 0) return false;
  for (std::size_t i = 0; i < rows; ++i)
    if (offsets_[i + 1] < offsets_[i]) return false;
  return static_cast<std::size_t>(offsets_[rows]) == (is_list() ? items_->size() : values_.size());
}

bool Column::load(std::size_t rows, std::int64_t nulls, Bytes validity, Bytes offsets,
                  Bytes values) {
  const bool wants_offsets = is_list() || has_offsets(spec_.storage);
  rows_ = 0;
  nulls_ = 0;
  validity_.clear();
  grow_validity(rows);
  if (nulls != 0 && validity.size() != validity_.size()) return clear(), false;
  if (nulls != 0) std::memcpy(validity_.data(), validity.data(), validity.size());
  nulls_ = nulls;
  values_.clear();
  values_.append(values.data(), values.size());
  offsets_.clear();
  offsets_.append(reinterpret_cast<const std::int32_t*>(offsets.data()), offsets.size() / 4);
  const std::size_t width =
      spec_.storage == Storage::bits ? (rows + 7) / 8 : rows * cell_bytes(spec_.storage);
  const bool fits = wants_offsets ? are_offsets_good(rows) : values.size() == width;
  if (!fits) clear();
  return fits;
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
