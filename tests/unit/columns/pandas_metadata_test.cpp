#include "core/columns/pandas_metadata.h"

#include "tests/unit/columns/rows.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

struct Case {
  const char* name;
  Type type;
  bool nullable;
  Rendering rendering;
  std::string_view about;  ///< The members after the column's names.
};

constexpr Rendering kNs{};
constexpr Rendering kUs{.time_unit = TimeUnit::us};
constexpr Rendering kInt64{.time_unit = TimeUnit::int64_ns};

// clang-format off
const Case kCases[] = {
    {"int64",                     Type::i64,      false, kNs,    R"("pandas_type": "int64", "numpy_type": "int64", "metadata": null)"},
    {"nullable int64",            Type::i64,      true,  kNs,    R"("pandas_type": "int64", "numpy_type": "Int64", "metadata": null)"},
    {"nullable uint16",           Type::u16,      true,  kNs,    R"("pandas_type": "uint16", "numpy_type": "UInt16", "metadata": null)"},
    {"a hash is an integer",      Type::hash,     true,  kNs,    R"("pandas_type": "int64", "numpy_type": "Int64", "metadata": null)"},
    {"nullable bool",             Type::boolean,  true,  kNs,    R"("pandas_type": "bool", "numpy_type": "boolean", "metadata": null)"},
    {"a missing double is a NaN", Type::f64,      true,  kNs,    R"("pandas_type": "float64", "numpy_type": "float64", "metadata": null)"},
    {"a time",                    Type::time,     true,  kNs,    R"("pandas_type": "datetimetz", "numpy_type": "datetime64[ns]", "metadata": {"timezone": "UTC"})"},
    {"a time in us",              Type::time,     true,  kUs,    R"("pandas_type": "datetimetz", "numpy_type": "datetime64[us]", "metadata": {"timezone": "UTC"})"},
    {"a time as a number",        Type::time,     true,  kInt64, R"("pandas_type": "int64", "numpy_type": "Int64", "metadata": null)"},
    {"a duration in us",          Type::duration, true,  kUs,    R"("pandas_type": "timedelta", "numpy_type": "timedelta64[us]", "metadata": null)"},
    {"octets",                    Type::binary,   true,  kNs,    R"("pandas_type": "bytes", "numpy_type": "object", "metadata": null)"},
    {"a label",                   Type::label,    true,  kNs,    R"("pandas_type": "categorical", "numpy_type": "int8", "metadata": {"num_categories": 2, "ordered": false})"},
};
// clang-format on

void check_column(void** state) {
  const Case& row = row_of<Case>(state);
  ColumnSpec spec = column("x", row.type, row.rendering);
  spec.field.nullable = row.nullable;
  const std::string expected =
      R"("columns": [{"name": "x", "field_name": "x", )" + std::string(row.about) + "}]";
  assert_true(pandas_metadata({&spec, 1}).find(expected) != std::string::npos);
}

}  // namespace

int main() {
  return run_table<Case>(kCases, check_column);
}
