#include "tools/cli/help.h"

#include "tests/unit/cli/tool.h"
#include "tests/unit/testing.h"
#include "tools/cli/wrap.h"

using namespace flowstat;

namespace {

/// What the help of the tool in tool.h must say, in pieces with the rule that each shows.
struct Case {
  const char* name;
  const char* text;
};

const Case kCases[] = {
    {"the tool in a line, then its usage",
     "flowprobe - packets of captures as columns\n\n"
     "Usage: flowprobe [options] FILE... [-o OUT]\n"
     "       flowprobe [options] -r FILE [FILTER]\n\n"},
    {"paragraphs stay paragraphs",
     "\n\nReads captures. - is standard input.\n\nWithout -o the rows go to standard output.\n\n"},
    {"flags stand under their heading, letter first, text wrapped in its column",
     "\nInput:\n"
     "  -r, --read FILE         Read FILE; it's [read] as pcap: or pcapng. May be\n"
     "                          given again.\n"
     "      --start TIME        Start at TIME"},
    {"choices that the sentence names are not told again",
     "  -t, --table TABLES      packets or flows, or both.\n      --col"},
    {"choices that it does not name are told",
     "One of csv, parquet,\n                          tsv."},
    {"names of a list", "Columns to write. Any of time, src_addr, src_port,\n"},
    {"an optional value stands in brackets with its '='",
     "      --summary[=FORMAT]  Say what was read."},
    {"a switch", "  -q, --quiet             No progress.\n"},
    {"a section of the tool names its terms and says where more is",
     "Show this text.\n\nMarks in names:\n  --output takes marks. Others stay.\n    %a | %%\n"
     "  See flowprobe(1) for each.\n\nExamples:\n"},
    {"examples", "\nExamples:\n  flowprobe trace.pcap\n      Show the packets.\n  tcpdump"},
    {"exit codes", "\nExit codes:\n    0  All done"},
    {"the last exit code", "\n  130  Interrupted"},
    {"other manuals", "\nSee also tshark(1), pcap-filter(7), tcpdump(1).\n"},
};

void check_help(void** state) {
  const Case& row = row_of<Case>(state);

  const std::string help = cli::help_text(kProbeTool, probe_flags());

  if (help.find(row.text) == std::string::npos) print_error("%s", help.c_str());
  assert_true(help.find(row.text) != std::string::npos);
}

void check_width(void**) {
  const std::string help = cli::help_text(kProbeTool, probe_flags());

  for (const std::string_view line : cli::split(help, "\n")) {
    assert_true(line.size() <= 80);
    assert_false(line.ends_with(' '));
  }
}

}  // namespace

int main() {
  const CMUnitTest width[] = {cmocka_unit_test(check_width)};
  return run_table<Case>(kCases, check_help) +
         cmocka_run_group_tests_name("80 columns", width, nullptr, nullptr);
}
