#include "core/columns/pandas_metadata.h"

#include "core/columns/json_text.h"

namespace flowstat {

namespace {

/// pandas' words for a storage: what the values are, NumPy's type, and pandas' nullable one.
struct PandasType {
  Storage storage;
  std::string_view pandas;
  std::string_view numpy;
  std::string_view nullable;
};
constexpr PandasType kTypes[] = {
    {Storage::bits, "bool", "bool", "boolean"},
    {Storage::u8, "uint8", "uint8", "UInt8"},
    {Storage::u16, "uint16", "uint16", "UInt16"},
    {Storage::u32, "uint32", "uint32", "UInt32"},
    {Storage::u64, "uint64", "uint64", "UInt64"},
    {Storage::i8, "int8", "int8", "Int8"},
    {Storage::i16, "int16", "int16", "Int16"},
    {Storage::i32, "int32", "int32", "Int32"},
    {Storage::i64, "int64", "int64", "Int64"},
    {Storage::f64, "float64", "float64", "float64"},
    {Storage::text, "unicode", "str", "str"},
    {Storage::binary, "bytes", "object", "object"},
    {Storage::time, "datetimetz", "datetime64[ns]", "datetime64[ns]"},
    {Storage::duration, "timedelta", "timedelta64[ns]", "timedelta64[ns]"},
    {Storage::label, "categorical", "int8", "int8"},
};

const PandasType& type_of(Storage storage) {
  const PandasType* row = kTypes;
  while (row->storage != storage) ++row;
  return *row;
}

std::string pandas_type(const ColumnSpec& column) {
  const std::string item(type_of(column.storage).pandas);
  return column.field.repeats ? "list[" + item + "]" : item;
}

std::string numpy_type(const ColumnSpec& column) {
  if (column.field.repeats) return "object";
  const PandasType& type = type_of(column.storage);
  std::string name(column.field.nullable ? type.nullable : type.numpy);
  if (const auto unit = name.find("[ns]");
      unit != std::string::npos && column.time_unit == TimeUnit::us)
    name.replace(unit, 4, "[us]");
  return name;
}

std::string details(const ColumnSpec& column) {
  if (column.field.repeats) return "null";
  if (column.storage == Storage::time) return R"({"timezone": "UTC"})";
  if (column.storage == Storage::label)
    return R"({"num_categories": )" + std::to_string(column.field.labels.size()) +
           R"(, "ordered": false})";
  return "null";
}

std::string column_json(const ColumnSpec& column) {
  const std::string name = json_string(column.field.name);
  return R"({"name": )" + name + R"(, "field_name": )" + name + R"(, "pandas_type": )" +
         json_string(pandas_type(column)) + R"(, "numpy_type": )" +
         json_string(numpy_type(column)) + R"(, "metadata": )" + details(column) + "}";
}

}  // namespace

std::string pandas_metadata(std::span<const ColumnSpec> columns) {
  std::string json = R"({"index_columns": [], "column_indexes": [], "columns": [)";
  for (const ColumnSpec& column : columns)
    json += (&column == columns.data() ? "" : ", ") + column_json(column);
  return json + R"(], "creator": {"library": "flowstat"}, "pandas_version": "3.0.0"})";
}

}  // namespace flowstat
