#include "tests/unit/cli/tool.h"
#include "tests/unit/testing.h"
#include "tools/cli/help.h"

using namespace flowstat;

namespace {

void a_section_is_a_table(void**) {
  assert_string_equal(cli::sections_page(kProbeTool, {}).c_str(),
                      "## Marks in names\n\n"
                      "--output takes marks. Others stay.\n\n"
                      "| word | about |\n| --- | --- |\n"
                      "| `%a` | An address. It's \"-\" if unknown. |\n"
                      "| `\\|` | Either \\| or none. |\n"
                      "| `%%` | A sign. |\n");
}

void a_tool_without_sections_has_no_page(void**) {
  cli::ToolInfo tool = kProbeTool;
  tool.sections = {};
  assert_string_equal(cli::sections_page(tool, {}).c_str(), "");
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      cmocka_unit_test(a_section_is_a_table),
      cmocka_unit_test(a_tool_without_sections_has_no_page),
  };
  return cmocka_run_group_tests(tests, nullptr, nullptr);
}
