#include <algorithm>

#include "tests/unit/columns/rows.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

const TableSchema kSchema{
    "t", {column("time", Type::time), column("port", Type::u16), column("name", Type::text)}, {}};
constexpr std::int64_t kTime = 1'700'000'000'000'000'005;

struct Case {
  const char* name;
  std::string_view format;
  std::vector<std::vector<Cell>> rows;
  SinkOptions options;
  std::string text;
};

constexpr SinkOptions kEpoch{.time_text = TimeText::epoch};
constexpr SinkOptions kColor{.color = Color::yes};

const Case kCases[] = {
    {"csv: rows",
     "csv",
     {{number(kTime), number(53), text("a")}, {kNull, kNull, kNull}},
     {},
     "time,port,name\n2023-11-14T22:13:20.000000005Z,53,a\n,,\n"},
    {"csv: no rows", "csv", {}, {}, "time,port,name\n"},
    {"csv: epoch",
     "csv",
     {{number(kTime), kNull, kNull}},
     kEpoch,
     "time,port,name\n1700000000.000000005,,\n"},
    {"tsv: rows",
     "tsv",
     {{number(kTime), number(53), text("a,b")}, {kNull, kNull, kNull}},
     {},
     "time\tport\tname\n2023-11-14T22:13:20.000000005Z\t53\ta,b\n\t\t\n"},
    {"tsv: no rows", "tsv", {}, {}, "time\tport\tname\n"},
    {"jsonl: rows",
     "jsonl",
     {{number(kTime), number(53), text("a")}, {kNull, kNull, kNull}},
     {},
     "{\"time\":\"2023-11-14T22:13:20.000000005Z\",\"port\":53,\"name\":\"a\"}\n"
     "{\"time\":null,\"port\":null,\"name\":null}\n"},
    {"jsonl: epoch is a number",
     "jsonl",
     {{number(kTime), kNull, kNull}},
     kEpoch,
     "{\"time\":1700000000.000000005,\"port\":null,\"name\":null}\n"},
    {"jsonl: no rows", "jsonl", {}, {}, ""},
    {"table: numbers right, text left, nothing at the end",
     "table",
     {{number(1), number(53), text("ab")}, {kNull, number(50000), kNull}},
     {},
     "time                             port  name\n"
     "1970-01-01T00:00:00.000000001Z     53  ab\n"
     "-                               50000  -\n"},
    {"table: no rows", "table", {}, {}, "time  port  name\n"},
    {"table: a bold header",
     "table",
     {{kNull, number(5), text("x")}},
     kColor,
     "\x1b[1mtime  port  name\x1b[0m\n-        5  x\n"},
    {"table: control characters do not reach the terminal",
     "table",
     {{kNull, kNull, text("\x1b[2J\n\x7f")}},
     {},
     "time  port  name\n-        -  \\x1b[2J\\x0a\\x7f\n"},
    {"table: nor do those beyond ASCII",
     "table",
     {{kNull, kNull, text("\xc2\x9b\xc2\xa9")}},
     {},
     "time  port  name\n-        -  \\xc2\\x9b\xc2\xa9\n"},
    {"table: a long text is cut",
     "table",
     {{kNull, kNull,
       text(std::string_view(
           "0123456789012345678901234567890123456789012345678901234567890123456789"))}},
     {},
     "time  port  name\n-        -  "
     "0123456789012345678901234567890123456789012345678901234567890...\n"},
    {"table: UTF-8 is counted by character",
     "table",
     {{kNull, kNull, text("\xc3\xbc")}, {number(0), kNull, kNull}},
     {},
     "time                            port  name\n"
     "-                                  -  \xc3\xbc\n"
     "1970-01-01T00:00:00.000000000Z     -  -\n"},
};

void check_text(void** state) {
  const Case& row = row_of<Case>(state);
  assert_string_equal(written(row.format, kSchema, row.rows, row.options).c_str(),
                      row.text.c_str());
}

/// More rows than any block that a sink works through at a time.
void blocks_join_without_a_seam(void**) {
  std::vector<std::vector<Cell>> rows;
  std::string expected = "n\n";
  for (std::int64_t i = 0; i < 5000; ++i) {
    rows.push_back({i % 7 == 3 ? kNull : number(i)});
    expected += (i % 7 == 3 ? "" : std::to_string(i)) + "\n";
  }
  assert_true(written("csv", {"t", {column("n", Type::i64)}, {}}, rows) == expected);
}

void long_cells_arrive_whole(void**) {
  const std::string payload(100'000, '\x5a');
  std::string hex;
  for (std::size_t i = 0; i < payload.size(); ++i) hex += "5a";
  const TableSchema schema{"t", {column("a", Type::binary), column("b", Type::binary)}, {}};
  const std::vector<std::vector<Cell>> rows(9, {text(payload), text("")});
  std::string expected = "a,b\n";
  for (int i = 0; i < 9; ++i) expected += hex + ",\"\"\n";
  assert_true(written("csv", schema, rows) == expected);
}

void a_wider_row_widens_the_table_from_there(void**) {
  std::vector<std::vector<Cell>> rows(150, {number(7), text("x")});
  rows[120] = {number(1'000'000), text("y")};
  const std::string table =
      written("table", {"t", {column("n", Type::i64), column("s", Type::text)}, {}}, rows);
  assert_true(table.starts_with("n  s\n7  x\n"));
  assert_true(table.ends_with("      7  x\n1000000  y\n      7  x\n" +
                              table.substr(table.size() - 28 * 11)));
}

void flush_lets_the_rows_through(void**) {
  for (const std::string_view format : {"csv", "tsv", "jsonl", "table"}) {
    Memory memory;
    auto sink = find_format(format).value()->open(memory.sink(), kSchema, {});
    assert_true(sink.value()->write(batch_of(kSchema, {{kNull, number(53), text("a")}})).ok());
    assert_true(sink.value()->flush().ok());
    assert_int_equal(memory.flushes, 1);
    assert_true(memory.octets.find("53") != std::string::npos);
    assert_true(memory.octets.ends_with("\n"));
    assert_true(sink.value()->close().ok());
    assert_true(memory.is_closed);
  }
}

void a_full_disk_shows_at_the_latest_in_close(void**) {
  for (const Format* format : formats()) {
    Memory memory;
    auto sink = format->open(memory.sink(), kSchema, {});
    assert_true(sink.ok());
    memory.is_full = true;
    static_cast<void>(sink.value()->write(batch_of(kSchema, {{kNull, number(53), text("a")}})));
    const Status closed = sink.value()->close();
    assert_false(closed.ok());
    assert_string_equal(closed.error().message.c_str(), "cannot write x: No space left on device");
  }
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      cmocka_unit_test(blocks_join_without_a_seam),
      cmocka_unit_test(long_cells_arrive_whole),
      cmocka_unit_test(a_wider_row_widens_the_table_from_there),
      cmocka_unit_test(flush_lets_the_rows_through),
      cmocka_unit_test(a_full_disk_shows_at_the_latest_in_close),
  };
  return run_table<Case>(kCases, check_text) + cmocka_run_group_tests(tests, nullptr, nullptr);
}
