#include <cmath>
#include <limits>

#include "tests/unit/columns/rows.h"
#include "tests/unit/testing.h"

using namespace flowstat;
using namespace std::literals;

namespace {

constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
constexpr Rendering kPlain{};
constexpr Rendering kUs{.time_unit = TimeUnit::us};
constexpr Rendering kInt64{.time_unit = TimeUnit::int64_ns};
constexpr Rendering kOctets{.addresses = AddressForm::binary};

/// A cell and what it is in CSV, TSV and JSON lines.
struct Case {
  const char* name;
  Type type;
  Cell cell;
  std::string csv;
  std::string tsv;
  std::string json;
  Rendering rendering = kPlain;
};

const Cell kTrue = Cell(std::in_place, true);
Cell real(double value) {
  return Cell(std::in_place, value);
}

// clang-format off
const Case kCases[] = {
    {"nothing",                  Type::u16,         kNull,                  "",                 "",                 "null"},
    {"no text is not empty text", Type::text,       kNull,                  "",                 "",                 "null"},
    {"empty text",               Type::text,        text(""),               R"("")",            "",                 R"("")"},
    {"plain text",               Type::text,        text("a b"),            "a b",              "a b",              R"("a b")"},
    {"a comma",                  Type::text,        text("a,b"),            R"("a,b")",         "a,b",              R"("a,b")"},
    {"a quote",                  Type::text,        text(R"(a"b)"),         R"("a""b")",        R"(a"b)",           R"("a\"b")"},
    {"a line feed",              Type::text,        text("a\nb"),           "\"a\nb\"",         R"(a\nb)",          R"("a\nb")"},
    {"a carriage return",        Type::text,        text("a\rb"),           "\"a\rb\"",         R"(a\rb)",          R"("a\rb")"},
    {"a tab",                    Type::text,        text("a\tb"),           "a\tb",             R"(a\tb)",          R"("a\tb")"},
    {"a backslash",              Type::text,        text(R"(a\b)"),         R"(a\b)",           R"(a\\b)",          R"("a\\b")"},
    {"a zero octet",             Type::text,        text("a\0b"sv),         "a\0b"s,            "a\0b"s,            R"("a\u0000b")"},
    {"UTF-8",                    Type::text,        text("gr\xc3\xbc\xc3\x9f"), "gr\xc3\xbc\xc3\x9f", "gr\xc3\xbc\xc3\x9f", "\"gr\xc3\xbc\xc3\x9f\""},
    {"what is no UTF-8",         Type::text,        text("a\xff"),          "a\xff",            "a\xff",            "\"a\xef\xbf\xbd\""},
    {"true",                     Type::boolean,     kTrue,                  "true",             "true",             "true"},
    {"the greatest uint8",       Type::u8,          number(255),            "255",              "255",              "255"},
    {"the greatest uint16",      Type::u16,         number(65535),          "65535",            "65535",            "65535"},
    {"the greatest uint32",      Type::u32,         number(0xffffffff),     "4294967295",       "4294967295",       "4294967295"},
    {"the greatest uint64",      Type::u64,         number(-1),             "18446744073709551615", "18446744073709551615", "18446744073709551615"},
    {"the least int8",           Type::i8,          number(-128),           "-128",             "-128",             "-128"},
    {"the least int16",          Type::i16,         number(-32768),         "-32768",           "-32768",           "-32768"},
    {"the least int32",          Type::i32,         number(-2147483648),    "-2147483648",      "-2147483648",      "-2147483648"},
    {"the least int64",          Type::i64,         number(kLeast),         "-9223372036854775808", "-9223372036854775808", "-9223372036854775808"},
    {"the shortest double",      Type::f64,         real(0.1),              "0.1",              "0.1",              "0.1"},
    {"the longest double",       Type::f64,         real(-2.2250738585072014e-308), "-2.2250738585072014e-308", "-2.2250738585072014e-308", "-2.2250738585072014e-308"},
    {"no number",                Type::f64,         real(std::nan("")),     "nan",              "nan",              "null"},
    {"infinity",                 Type::f64,         real(INFINITY),         "inf",              "inf",              "null"},
    {"a hash",                   Type::hash,        number(0x1f),           "0x000000000000001f", "0x000000000000001f", R"("0x000000000000001f")"},
    {"the greatest hash",        Type::hash,        number(kMost),          "0x7fffffffffffffff", "0x7fffffffffffffff", R"("0x7fffffffffffffff")"},
    {"a label",                  Type::label,       number(1),              "green",            "green",            R"("green")"},
    {"an address",               Type::ip_address,  text("10.0.0.1"),       "10.0.0.1",         "10.0.0.1",         R"("10.0.0.1")"},
    {"an address in octets",     Type::ip_address,  text("\x0a\0\0\x01"sv), "0a000001",         "0a000001",         R"("0a000001")", kOctets},
    {"payload",                  Type::binary,      text("\0\xff"sv),       "00ff",             "00ff",             R"("00ff")"},
    {"empty payload",            Type::binary,      text(""),               R"("")",            "",                 R"("")"},
    {"a time",                   Type::time,        number(1),              "1970-01-01T00:00:00.000000001Z", "1970-01-01T00:00:00.000000001Z", R"("1970-01-01T00:00:00.000000001Z")"},
    {"a time before 1970",       Type::time,        number(-1),             "1969-12-31T23:59:59.999999999Z", "1969-12-31T23:59:59.999999999Z", R"("1969-12-31T23:59:59.999999999Z")"},
    {"the first time there is",  Type::time,        number(kLeast),         "1677-09-21T00:12:43.145224192Z", "1677-09-21T00:12:43.145224192Z", R"("1677-09-21T00:12:43.145224192Z")"},
    {"the last time there is",   Type::time,        number(kMost),          "2262-04-11T23:47:16.854775807Z", "2262-04-11T23:47:16.854775807Z", R"("2262-04-11T23:47:16.854775807Z")"},
    {"a time in microseconds",   Type::time,        number(-1),             "1969-12-31T23:59:59.999999000Z", "1969-12-31T23:59:59.999999000Z", R"("1969-12-31T23:59:59.999999000Z")", kUs},
    {"microseconds below ns",    Type::time,        number(kLeast / 1000 - 1), "1677-09-21T00:12:43.145224192Z", "1677-09-21T00:12:43.145224192Z", R"("1677-09-21T00:12:43.145224192Z")", kUs},
    {"a time as a plain number", Type::time,        number(1'500'000'000),  "1970-01-01T00:00:01.500000000Z", "1970-01-01T00:00:01.500000000Z", R"("1970-01-01T00:00:01.500000000Z")", kInt64},
    {"a duration",               Type::duration,    number(1'500'000'000),  "1.500000000",      "1.500000000",      "1.500000000"},
    {"a short duration back",    Type::duration,    number(-1),             "-0.000000001",     "-0.000000001",     "-0.000000001"},
    {"a duration in us",         Type::duration,    number(1'500'000),      "1.500000000",      "1.500000000",      "1.500000000", kUs},
};
// clang-format on

void check_text(void** state) {
  const Case& row = row_of<Case>(state);
  const TableSchema schema{"t", {column("x", row.type, row.rendering)}, {}};
  // A row of its own before, so that the first and a later cell go the same way.
  const std::vector<std::vector<Cell>> rows = {{row.cell}, {row.cell}};

  assert_true(written("csv", schema, rows) == "x\n" + row.csv + "\n" + row.csv + "\n");
  assert_true(written("tsv", schema, rows) == "x\n" + row.tsv + "\n" + row.tsv + "\n");
  const std::string object = "{\"x\":" + row.json + "}\n";
  assert_true(written("jsonl", schema, rows) == object + object);
}

}  // namespace

int main() {
  return run_table<Case>(kCases, check_text);
}
