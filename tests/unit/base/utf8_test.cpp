#include "core/base/utf8.h"

#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

struct Case {
  const char* name;
  std::string_view text;
  std::string_view made;
};

// clang-format off
const Case kCases[] = {
    {"nothing",                 "",                     ""},
    {"plain",                   "a b",                  "a b"},
    {"one to four octets",      "a\xc3\xbc\xe2\x82\xac\xf0\x9f\x98\x80", "a\xc3\xbc\xe2\x82\xac\xf0\x9f\x98\x80"},
    {"a lone continuation",     "a\x80z",               R"(a\x80z)"},
    {"a cut sequence",          "\xe2\x82",             R"(\xe2\x82)"},
    {"an overlong slash",       "\xc0\xaf",             R"(\xc0\xaf)"},
    {"a surrogate",             "\xed\xa0\x80",         R"(\xed\xa0\x80)"},
    {"good behind bad",         "\xff\xc3\xbc",         "\\xff\xc3\xbc"},
};
// clang-format on

void check_text(void** state) {
  const Case& row = row_of<Case>(state);
  assert_true(as_utf8(row.text) == row.made);
  assert_int_equal(is_utf8(row.text), row.text == row.made);
}

}  // namespace

int main() {
  return run_table<Case>(kCases, check_text);
}
