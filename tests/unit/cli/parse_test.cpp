#include "tools/cli/parse.h"

#include "tests/unit/cli/tool.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

struct Case {
  const char* name;
  std::vector<const char*> arguments;
  std::string_view result;  ///< Each flag as "name=value;", then the words, each as "<word>".
};

// clang-format off
const Case kCases[] = {
    {"nothing", {}, ""},
    {"options may come after words", {"x.pcap", "-o", "y.parquet"}, "output=y.parquet;<x.pcap>"},
    {"values after a blank, '=' or the letter", {"-o", "a", "--output", "b", "--output=c", "-od"},
     "output=a;output=b;output=c;output=d;"},
    {"flags keep their order", {"-r", "a", "-q", "-r", "b", "-c", "3"}, "read=a;quiet=;read=b;count=3;"},
    {"switches in a cluster, the last with a value", {"-qlo", "out", "x"},
     "quiet=;line-buffered=;output=out;<x>"},
    {"a dash is a word", {"-", "-l"}, "line-buffered=;<->"},
    {"a dash is a value", {"-r", "-", "-o", "-"}, "read=-;output=-;"},
    {"a value may begin with a dash", {"--start", "-5", "-o", "-q", "--columns", "--quiet"},
     "start=-5;output=-q;columns=--quiet;"},
    {"a negative number is a word", {"-r", "a", "len", ">", "-5"}, "read=a;<len><>><-5>"},
    {"a filter in words", {"-r", "a", "tcp", "port", "80", "and", "not", "host", "10.0.0.1"},
     "read=a;<tcp><port><80><and><not><host><10.0.0.1>"},
    {"a filter in signs", {"-r", "a", "tcp[13]", "&", "(2", "|", "!", "16)", "!=", "0", "[0:1]"},
     "read=a;<tcp[13]><&><(2><|><!><16)><!=><0><[0:1]>"},
    {"after two dashes all is words", {"-q", "--", "--odd.pcap", "-o", "--"},
     "quiet=;<--odd.pcap><-o><-->"},
    {"two dashes are a value where one is wanted", {"-o", "--", "x"}, "output=--;<x>"},
    {"a word may look like anything else", {"[a]", "{b}", "/c", "@d", "e=f", "", "++"},
     "<[a]><{b}></c><@d><e=f><><++>"},
    {"so may a value", {"-o", "[a,b]", "--output={}", "-o", "true", "--output=a=b"},
     "output=[a,b];output={};output=true;output=a=b;"},
    {"an optional value left out", {"--summary", "json"}, "summary=;<json>"},
    {"an optional value given", {"--summary=json", "--summary=true"}, "summary=json;summary=true;"},
    {"an optional value is empty", {"--summary=", "x"}, "summary=;<x>"},
    {"an empty value", {"-o", "", "--output=", "x", "--start", "--output="},
     "output=;output=;start=--output=;<x>"},
    {"what looks like an empty value among words", {"--", "--output="}, "<--output=>"},

    {"unknown option", {"--colums", "time"}, "unknown option '--colums'; did you mean '--columns'?"},
    {"unknown option with a value", {"--colums=time"},
     "unknown option '--colums'; did you mean '--columns'?"},
    {"the beginning of an option", {"--line"}, "unknown option '--line'; did you mean '--line-buffered'?"},
    {"an option like no other", {"--zebra"}, "unknown option '--zebra'"},
    {"unknown letter", {"-X", "a"}, "unknown option '-X'"},
    {"unknown letter in a cluster", {"-qXl"}, "unknown option '-X'"},
    {"three dashes", {"---quiet"}, "unknown option '---quiet'; did you mean '--quiet'?"},
    {"letters are not names", {"--q"}, "unknown option '--q'"},
    {"upper case is another letter", {"-Q"}, "unknown option '-Q'"},
    {"no value, letter", {"x.pcap", "-o"}, "option '-o' needs a value (OUT)"},
    {"no value, letter in a cluster", {"-qo"}, "option '-o' needs a value (OUT)"},
    {"no value, name", {"--output"}, "option '--output' needs a value (OUT)"},
    {"a value for a switch", {"--quiet=yes"}, "option '--quiet' takes no value"},
    {"true for a switch", {"--quiet=true"}, "option '--quiet' takes no value"},
    {"an unknown option is told before a wrong value", {"-q", "--count=0", "-X-"}, "unknown option '-X'"},
    {"the tool says what is wrong with a value", {"-q", "--count=0"}, "option '--count': '0' is no number"},
};
// clang-format on

/// What `arguments` give, written as in Case::result.
std::string parsed(const std::vector<const char*>& arguments) {
  const auto flags = probe_flags();
  std::string text;
  const auto take = [&](std::size_t row, const std::string& value) -> Status {
    if (flags[row]->name == "count" && value == "0") return Error{"'0' is no number", Cause::usage};
    text += std::string(flags[row]->name) + "=" + value + ";";
    return kOk;
  };
  const auto words = cli::parse_words(arguments, flags, take);
  if (!words.ok()) return words.error().message;
  for (const std::string& word : words.value()) text += "<" + word + ">";
  return text;
}

void check_parse(void** state) {
  const Case& row = row_of<Case>(state);

  assert_string_equal(parsed(row.arguments).c_str(), std::string(row.result).c_str());
}

}  // namespace

int main() {
  return run_table<Case>(kCases, check_parse);
}
