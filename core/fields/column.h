#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/pod_array.h"
#include "core/fields/field.h"

namespace flowstat {

/// How the cells of a column lie in memory, in the layouts of Arrow's columnar format.
enum class Storage : std::uint8_t {
  bits,  ///< Booleans, one bit each, least significant first.
  u8,
  u16,
  u32,
  u64,
  i8,
  i16,
  i32,
  i64,
  f64,
  text,      ///< int32 offsets and UTF-8.
  binary,    ///< int32 offsets and octets.
  time,      ///< int64 since 1970 UTC.
  duration,  ///< int64.
  label,     ///< int8 codes into FieldInfo::labels.
};

enum class TimeUnit : std::uint8_t {
  ns,
  us,
  int64_ns,  ///< Plain int64, for readers that know no type for time.
};

enum class AddressForm : std::uint8_t { text, binary };

/// What the user may choose about how a type is stored.
struct Rendering {
  TimeUnit time_unit = TimeUnit::ns;
  AddressForm addresses = AddressForm::text;
};

/// A column of a table: the field in it and how that is stored; of a list, how its items are.
struct ColumnSpec {
  FieldInfo field;
  Storage storage = Storage::i64;
  TimeUnit time_unit = TimeUnit::ns;
};

/// How a field is stored under `rendering`.
ColumnSpec column_spec(const FieldInfo& field, const Rendering& rendering);

/// What the items of a list are.
ColumnSpec item_spec(const ColumnSpec& list);

/// Octets of one cell of a fixed-width `storage`; 0 for bits, text and binary.
std::size_t cell_bytes(Storage storage);

/// One column of a batch: values in Arrow's layout, and which of them are there. Of a field that
/// repeats a row is a list: its values are rows of items(), which is a column too.
///
/// Its memory is kept by clear(), so a column that is filled again and again allocates only until
/// it has seen its largest batch.
class Column {
 public:
  explicit Column(const ColumnSpec& spec);

  const ColumnSpec& spec() const { return spec_; }
  std::size_t size() const { return rows_; }
  std::int64_t null_count() const { return nulls_; }
  /// Octets held, about; what row groups and batches are sized by.
  std::size_t used_bytes() const {
    const std::size_t own = values_.size() + offsets_.size() * 4 + validity_.size();
    return items_ ? own + items_->used_bytes() : own;
  }
  void clear();

  /// Adds `count` rows, all present, of undefined value; gives the first value.
  /// Needs: a fixed-width storage of sizeof(T) octets a cell.
  template <class T>
  T* extend(std::size_t count) {
    grow_validity(count);
    return reinterpret_cast<T*>(values_.extend(count * sizeof(T)));
  }
  /// Adds a row of text or binary. Needs: that storage.
  void append(std::string_view cell);
  /// Adds one row by writing in place: `write(char*)` gives the end of what it wrote.
  /// Needs: text or binary storage, and write() to write at most `most_bytes`.
  template <class Write>
  void append_in_place(std::size_t most_bytes, Write write) {
    const std::size_t before = values_.size();
    char* to = reinterpret_cast<char*>(values_.extend(most_bytes));
    values_.shrink_to(before + static_cast<std::size_t>(write(to) - to));
    close_cell();
  }
  void append(bool cell);

  /// The values of all lists, end to end. Needs: a field that repeats.
  Column& items() { return *items_; }
  const Column& items() const { return *items_; }
  /// Adds a row: the list of what items() got since the last one. Needs: a field that repeats.
  void close_list();

  /// Adds a row of a fixed-width storage, as it lies in memory. Needs: cell_bytes() octets.
  void append_octets(std::string_view cell);
  /// Adds a row that is null.
  void append_null();

  /// Adds rows [first, first + count) of `from`, which is of the same spec.
  void append_rows(const Column& from, std::size_t first, std::size_t count);
  /// Takes the place of all rows: `rows` of them in Arrow's buffers, of a column of the same spec.
  /// Of a list the items are loaded by themselves, before. False, and no rows, if they do not fit
  /// together.
  bool load(std::size_t rows, std::int64_t nulls, Bytes validity, Bytes offsets, Bytes values);
  /// Makes the existing row `row` null.
  void set_null(std::size_t row) {
    validity_[row / 8] = static_cast<std::uint8_t>(validity_[row / 8] & ~(1U << row % 8));
    ++nulls_;
  }

  bool is_null(std::size_t row) const { return nulls_ > 0 && !(validity_[row / 8] >> row % 8 & 1); }
  template <class T>
  const T* values() const {
    return reinterpret_cast<const T*>(values_.data());
  }
  bool bit(std::size_t row) const { return values_[row / 8] >> row % 8 & 1; }
  /// The cell of a text or binary column; empty where it is null.
  std::string_view text(std::size_t row) const {
    const auto from = static_cast<std::size_t>(offsets_[row]);
    const auto end = static_cast<std::size_t>(offsets_[row + 1]);
    return {reinterpret_cast<const char*>(values_.data()) + from, end - from};
  }

  bool is_list() const { return items_ != nullptr; }

  /// Arrow's buffers, for the C data interface: validity bitmap, offsets, values.
  const std::uint8_t* validity() const { return nulls_ > 0 ? validity_.data() : nullptr; }
  const std::int32_t* offsets() const { return offsets_.data(); }
  const std::uint8_t* values() const { return values_.data(); }
  /// The same as they lie in memory; offsets are empty where the storage has none.
  Bytes validity_bytes() const { return nulls_ > 0 ? validity_.view() : Bytes(); }
  Bytes offset_bytes() const {
    return {reinterpret_cast<const std::uint8_t*>(offsets_.data()), offsets_.size() * 4};
  }
  Bytes value_bytes() const { return values_.view(); }

 private:
  bool are_offsets_good(std::size_t rows) const;
  void grow_validity(std::size_t count);
  void close_cell();

  ColumnSpec spec_;
  std::size_t rows_ = 0;
  std::int64_t nulls_ = 0;
  PodArray<std::uint8_t> values_;
  PodArray<std::uint8_t> validity_;  // one bit a row, set unless null; bits beyond rows_ are set
  PodArray<std::int32_t> offsets_;   // text, binary and lists only: rows_ + 1 of them
  std::unique_ptr<Column> items_;    // lists only
};

/// Rows of one table, column by column, in the order of the schema.
struct Batch {
  std::vector<Column> columns;

  std::size_t rows() const { return columns.empty() ? 0 : columns.front().size(); }
  std::size_t used_bytes() const;
  void clear();
};

/// An empty batch with one column for each spec.
Batch make_batch(std::span<const ColumnSpec> schema);

}  // namespace flowstat
