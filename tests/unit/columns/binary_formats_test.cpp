#include "core/columns/output_file.h"
#include "tests/unit/columns/rows.h"
#include "tests/unit/columns/scratch_folder.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

// What the values in these files are is tested by reading them in Python, tests/python.

/// A column of every type.
TableSchema every_type() {
  TableSchema schema{"t", {}, {{"flowstat.version", "0.1.0"}}};
  constexpr std::string_view kNames[] = {"a", "b", "c", "d", "e", "f", "g",
                                         "h", "i", "j", "k", "l", "m", "n"};
  for (std::size_t i = 0; i < std::size(kNames); ++i)
    schema.columns.push_back(column(kNames[i], static_cast<Type>(i)));
  return schema;
}

struct Case {
  const char* name;
  std::string_view format;
  std::string_view begins;
  std::string_view ends;
};

using namespace std::string_view_literals;
const Case kCases[] = {
    {"Parquet", "parquet", "PAR1", "PAR1"},
    {"Arrow file", "arrow", "ARROW1\0\0"sv, "ARROW1"},
    {"Arrow stream", "arrows", "\xff\xff\xff\xff"sv, "\xff\xff\xff\xff\0\0\0\0"sv},
};

void check_no_rows_make_a_whole_file(void** state) {
  const Case& row = row_of<Case>(state);
  const std::string file = written(row.format, every_type(), {});
  assert_true(file.starts_with(row.begins));
  assert_true(file.ends_with(row.ends));
  assert_true(file.find("flowstat.version") != std::string::npos);
  assert_true(file.find("pandas") != std::string::npos);
}

void check_every_type_is_written(void** state) {
  const Case& row = row_of<Case>(state);
  const TableSchema schema = every_type();
  const std::vector<std::vector<Cell>> rows(100, std::vector<Cell>(schema.columns.size(), kNull));
  const std::string file = written(row.format, schema, rows);
  assert_true(file.starts_with(row.begins));
  assert_true(file.ends_with(row.ends));
  assert_true(file == written(row.format, schema, rows));
}

void check_what_is_not_closed_does_not_look_whole(void** state) {
  const Case& row = row_of<Case>(state);
  Memory memory;
  {
    auto sink = find_format(row.format).value()->open(memory.sink(), every_type(), {});
    const std::vector<Cell> nothing(every_type().columns.size(), kNull);
    assert_true(sink.value()->write(batch_of(every_type(), {nothing})).ok());
  }
  assert_false(memory.is_closed);
  assert_false(memory.octets.size() > row.begins.size() && memory.octets.ends_with(row.ends));
}

void check_a_full_disk_is_named(void** state) {
  const Case& row = row_of<Case>(state);
  auto file = open_output("/dev/full", Overwrite::no);
  auto sink = find_format(row.format).value()->open(std::move(file.value()), every_type(), {});
  assert_true(sink.ok());
  const Status closed = sink.value()->close();
  assert_false(closed.ok());
  assert_string_equal(closed.error().message.c_str(),
                      "cannot write /dev/full: No space left on device");
}

void check_an_output_appears_when_closed(void** state) {
  const Case& row = row_of<Case>(state);
  const ScratchFolder folder;
  auto file = open_output(folder / "x", Overwrite::no);
  auto sink = find_format(row.format).value()->open(std::move(file.value()), every_type(), {});
  assert_false(std::filesystem::exists(folder / "x"));
  assert_true(sink.value()->close().ok());
  assert_true(read_file(folder / "x") == written(row.format, every_type(), {}));
}

}  // namespace

int main() {
  if (!find_format("parquet").ok()) return 77;  // a build without Arrow
  int failed = 0;
  for (const auto check : {check_no_rows_make_a_whole_file, check_every_type_is_written,
                           check_what_is_not_closed_does_not_look_whole, check_a_full_disk_is_named,
                           check_an_output_appears_when_closed})
    failed += run_table<Case>(kCases, check);
  return failed;
}
