#include "tests/unit/cli/interactive_shell.h"
#include "tests/unit/cli/tool.h"
#include "tests/unit/testing.h"
#include "tools/cli/help.h"

using namespace flowstat;

namespace {

/// What the page of the tool in tool.h must say, in pieces with the rule that each shows.
struct Case {
  const char* name;
  const char* text;
};

const Case kCases[] = {
    {"name", ".Sh NAME\n.Nm flowprobe\n.Nd packets of captures as columns\n"},
    {"brackets and flags are lines of the synopsis",
     ".Sh SYNOPSIS\n"
     ".Nm\n.Op Ar \\&options\n.Ar \\&FILE ...\n.Op Fl \\&o Ar \\&OUT\n"
     ".Nm\n.Op Ar \\&options\n.Fl \\&r Ar \\&FILE\n.Op Ar \\&FILTER\n.Sh "},
    {"a paragraph", "\n.Pp\nWithout \\-o the rows"},
    {"a flag, a sentence a line",
     "\n.It Fl \\&r , Fl \\-read Ar \\&FILE\nRead FILE; it's [read] as pcap: or pcapng.\nMay be "
     "given"},
    {"a dash that is typed is a minus", ".It Fl \\&l , Fl \\-line\\-buffered\n"},
    {"a backslash shows", "TIME \\e from"},
    {"an optional value", "\n.It Fl \\-summary Ns Oo = Ns Ar \\&FORMAT Oc\n"},
    {"a line that begins with a full stop is no request", "\n\\&.Watch packets"},
    {"a section of the tool, a term an item",
     ".El\n.Sh MARKS IN NAMES\n\\-\\-output takes marks.\nOthers stay.\n.Bl -tag -width Ds\n"
     ".It Cm \\&%a\nAn address.\nIt's \"\\-\" if unknown.\n.It Cm \\&|\nEither | or none.\n"
     ".It Cm \\&%%\nA sign.\n.El\n.Sh EXIT STATUS\n"},
    {"an example", "$ tcpdump \\-w \\- | flowprobe \\-l \\- \\-\\-columns time,src_addr\n.Ed\n"},
    {"other pages by section, then by name",
     ".Sh SEE ALSO\n.Xr tcpdump 1 ,\n.Xr tshark 1 ,\n.Xr pcap-filter 7\n"},
};

void check_man(void** state) {
  const Case& row = row_of<Case>(state);

  const std::string page = cli::man_page(kProbeTool, probe_flags());

  if (page.find(row.text) == std::string::npos) print_error("%s", page.c_str());
  assert_true(page.find(row.text) != std::string::npos);
}

void check_lint(void**) {
  if (!is_installed("mandoc")) _skip(__FILE__, __LINE__);
  const Folder folder;
  folder.write("flowprobe.1", cli::man_page(kProbeTool, probe_flags()));

  // Below warnings mandoc has questions of style, such as whether other pages are installed here.
  const std::string command = "mandoc -T lint -W warning " + folder.path() + "/flowprobe.1";
  assert_int_equal(std::system(command.c_str()), 0);
}

}  // namespace

int main() {
  const CMUnitTest lint[] = {cmocka_unit_test(check_lint)};
  return run_table<Case>(kCases, check_man) +
         cmocka_run_group_tests_name("mandoc", lint, nullptr, nullptr);
}
