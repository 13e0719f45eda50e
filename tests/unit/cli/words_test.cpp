#include "tools/cli/words.h"

#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

struct Case {
  const char* name;
  std::vector<const char*> arguments;
  const char* typed;
};

const Case kCases[] = {
    {"nothing", {}, ""},
    {"plain words stay",
     {"-r", "a_b.pcap", "--columns=time,src_addr", "50%", "x@y:1/2+3"},
     "-r a_b.pcap --columns=time,src_addr 50% x@y:1/2+3"},
    {"a blank", {"my file"}, "'my file'"},
    {"an empty word", {"-o", ""}, "-o ''"},
    {"what a shell would expand", {"*", "$HOME", "~", "`x`"}, "'*' '$HOME' '~' '`x`'"},
    {"a quote", {"it's"}, "'it'\\''s'"},
    {"two lines", {"a\nb"}, "'a\nb'"},
};

void check_typed(void** state) {
  const Case& row = row_of<Case>(state);

  assert_string_equal(cli::typed(row.arguments).c_str(), row.typed);
}

void check_joined(void**) {
  assert_string_equal(cli::joined({}).c_str(), "");
  assert_string_equal(cli::joined({"tcp", "port 80", ">"}).c_str(), "tcp port 80 >");
}

}  // namespace

int main() {
  const CMUnitTest joined[] = {cmocka_unit_test(check_joined)};
  return run_table<Case>(kCases, check_typed) +
         cmocka_run_group_tests_name("joined", joined, nullptr, nullptr);
}
