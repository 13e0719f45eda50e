#include <cstring>
#include <set>

#include "core/columns/sink.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

struct Case {
  const char* name;
  std::string_view path;
  std::string_view format;  ///< "" for none: an error.
  std::string_view compression;
};

// clang-format off
const Case kCases[] = {
    {"Parquet",                        "x.parquet",           "parquet", ""},
    {"an Arrow file",                  "dir.csv/x.arrow",     "arrow",   ""},
    {"an Arrow stream",                "x.arrows",            "arrows",  ""},
    {"CSV",                            "a.b.csv",             "csv",     ""},
    {"TSV by zstd",                    "x.tsv.zst",           "tsv",     ".zst"},
    {"JSON lines by gzip",             "x.jsonl.gz",          "jsonl",   ".gz"},
    {"Parquet compresses by itself",   "x.parquet.gz",        "",        ""},
    {"an unknown ending",              "x.xlsx",              "",        ""},
    {"no ending",                      "parquet",             "",        ""},
    {"only a compression",             "x.gz",                "",        ""},
    {"nothing",                        "",                    "",        ""},
};
// clang-format on

/// One of Arrow's, in a build without it.
bool is_left_out(std::string_view format) {
  const auto found = find_format(format);
  return !found.ok() && found.error().cause == Cause::unsupported;
}

void check_name(void** state) {
  const Case& row = row_of<Case>(state);
  if (is_left_out(row.format)) _skip(__FILE__, __LINE__);
  const auto found = format_of(row.path);
  assert_int_equal(found.ok(), !row.format.empty());
  if (!found.ok()) {
    assert_true(is_left_out("parquet") || found.error().cause == Cause::usage);
    return;
  }
  assert_true(found.value().format->name == row.format);
  assert_true(found.value().compression == row.compression);
}

void names_and_extensions_are_unique(void**) {
  std::set<std::string_view> names;
  std::set<std::string_view> extensions;
  for (const Format* format : formats()) {
    assert_true(names.insert(format->name).second);
    if (!format->extension.empty()) assert_true(extensions.insert(format->extension).second);
    assert_true(format->about.ends_with('.'));
    assert_ptr_equal(find_format(format->name).value(), format);
  }
}

/// What knows only its name takes it for the ending: see no_format_of() in sinks.cpp.
void a_binary_format_ends_in_its_name(void**) {
  for (const Format* format : formats())
    if (!format->is_text) assert_true(format->extension == "." + std::string(format->name));
}

void a_slip_is_answered_by_the_nearest_name(void**) {
  const auto found = find_format("jsnl");
  assert_false(found.ok());
  assert_int_equal(found.error().cause, Cause::usage);
  assert_non_null(std::strstr(found.error().message.c_str(), "did you mean jsonl?"));
}

void an_unknown_name_is_answered_by_all(void**) {
  const auto found = find_format("spreadsheet");
  assert_false(found.ok());
  assert_null(std::strstr(found.error().message.c_str(), "did you mean"));
  for (const Format* format : formats())
    assert_non_null(std::strstr(found.error().message.c_str(), std::string(format->name).c_str()));
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      cmocka_unit_test(names_and_extensions_are_unique),
      cmocka_unit_test(a_binary_format_ends_in_its_name),
      cmocka_unit_test(a_slip_is_answered_by_the_nearest_name),
      cmocka_unit_test(an_unknown_name_is_answered_by_all),
  };
  return run_table<Case>(kCases, check_name) + cmocka_run_group_tests(tests, nullptr, nullptr);
}
