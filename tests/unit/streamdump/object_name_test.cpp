#include "tools/streamdump/object_name.h"

#include <array>

#include "tests/unit/testing.h"

using namespace flowstat::streamdump;

namespace {

struct Case {
  const char* name;
  std::string sent;
  std::string safe;
};

const Case kCases[] = {
    {"a usual name stays", "index.html", "index.html"},
    {"letters of other scripts stay", "\u00e4\u4e2d\U0001f600.txt", "\u00e4\u4e2d\U0001f600.txt"},
    {"none", "", "object"},
    {"up and away", "../../x", "_._.._x"},
    {"absolute", "/etc/passwd", "_etc_passwd"},
    {"Windows' way up", "..\\..\\x", "_._.._x"},
    {"a drive", "c:x", "c_x"},
    {"the folder", ".", "_"},
    {"the one above", "..", "__"},
    {"NUL", std::string("a\0b", 3), "a_b"},
    {"control characters", "\x1b[31m\n\x7f", "_[31m__"},
    {"no UTF-8", "\xff\xc3(", "__("},
    {"overlong slash", "\xc0\xaf", "__"},
    {"a character cut short", "a\xe4\xb8", "a__"},
    {"what turns text around", "a\u202etxt.exe", "a_txt.exe"},
    {"what nobody sees", "a\u200b\u2066", "a__"},
    {"hidden", ".bashrc", "_bashrc"},
    {"an option", "-rf", "_rf"},
    {"a device", "CON.txt", "_CON.txt"},
    {"no device", "console.txt", "console.txt"},
    {"a dot at the end", "x.", "x_"},
    {"a space at the end", "x ", "x_"},
    {"long: the ending stays", std::string(300, 'l') + ".html", std::string(195, 'l') + ".html"},
    {"long, and a long ending", "a." + std::string(300, 'l'), "a." + std::string(198, 'l')},
    {"long: no character is cut", std::string(199, 'l') + "\u00e4", std::string(199, 'l')},
    {"long, with a dot where it is cut", std::string(199, 'l') + ". " + std::string(40, 'x'),
     std::string(199, 'l') + "_"},
};

void check(void** state) {
  const Case& row = row_of<Case>(state);
  assert_string_equal(safe_name(row.sent).c_str(), row.safe.c_str());
}

void names_are_given_once(void**) {
  const std::string taken[] = {"objects.csv"};
  ObjectNames names(taken);
  const std::array<std::array<const char*, 2>, 8> rows = {{{"x.txt", "x.txt"},
                                                           {"x.txt", "x-2.txt"},
                                                           {"X.TXT", "X-3.TXT"},
                                                           {"x-2.txt", "x-2-2.txt"},
                                                           {"x.txt", "x-4.txt"},
                                                           {"Objects.CSV", "Objects-2.CSV"},
                                                           {"a/b", "a_b"},
                                                           {"a\\b", "a_b-2"}}};
  for (const auto& [sent, given] : rows) assert_string_equal(names.name_of(sent).c_str(), given);
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {cmocka_unit_test(names_are_given_once)};
  return run_table<Case>(kCases, check) + cmocka_run_group_tests(tests, nullptr, nullptr);
}
