#include "core/columns/json_text.h"

#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

struct Case {
  const char* name;
  std::string_view text;
  std::string_view json;
};

#define BAD "\xef\xbf\xbd"

// clang-format off
const Case kCases[] = {
    {"nothing",                       "",                 R"("")"},
    {"plain",                         "a b/c",            R"("a b/c")"},
    {"quote and backslash",           R"(\")",            R"("\\\"")"},
    {"named escapes",                 "\n\r\t",           R"("\n\r\t")"},
    {"other control characters",      "\x01\x1f\x7f",     "\"\\u0001\\u001f\x7f\""},
    {"two octets",                    "\xc3\xbc",         "\"\xc3\xbc\""},
    {"three octets",                  "\xe2\x82\xac",     "\"\xe2\x82\xac\""},
    {"four octets",                   "\xf0\x9f\x98\x80", "\"\xf0\x9f\x98\x80\""},
    {"the last code point",           "\xf4\x8f\xbf\xbf", "\"\xf4\x8f\xbf\xbf\""},
    {"a lone continuation",           "a\x80z",           "\"a" BAD "z\""},
    {"a cut sequence",                "\xe2\x82",         "\"" BAD BAD "\""},
    {"a sequence cut by ASCII",       "\xc3" "a",         "\"" BAD "a\""},
    {"ASCII before a continuation",   "a\xbc",            "\"a" BAD "\""},
    {"an overlong slash",             "\xc0\xaf",         "\"" BAD BAD "\""},
    {"an overlong three",             "\xe0\x80\xaf",     "\"" BAD BAD BAD "\""},
    {"an overlong four",              "\xf0\x80\x80\xaf", "\"" BAD BAD BAD BAD "\""},
    {"a surrogate",                   "\xed\xa0\x80",     "\"" BAD BAD BAD "\""},
    {"beyond the last code point",    "\xf4\x90\x80\x80", "\"" BAD BAD BAD BAD "\""},
    {"an octet that UTF-8 never has", "\xfe",             "\"" BAD "\""},
};
// clang-format on

void check_string(void** state) {
  const Case& row = row_of<Case>(state);
  const std::string json = json_string(row.text);
  assert_true(json == row.json);
  assert_true(json.size() <= kJsonGrowth * row.text.size() + 2);
}

}  // namespace

int main() {
  return run_table<Case>(kCases, check_string);
}
