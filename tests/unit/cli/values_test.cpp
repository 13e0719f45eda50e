#include "tools/cli/values.h"

#include "tests/unit/testing.h"
#include "tools/cli/parse.h"

using namespace flowstat;

namespace {

enum class Shape { round, square };

constexpr cli::Choice<Shape> kShapes[] = {{"round", Shape::round}, {"square", Shape::square}};
constexpr auto kShapeWords = cli::words_of(kShapes);

/// What two tools have in common, and what one of them adds.
struct Shared {
  bool is_quiet = false;
  Shape shape = Shape::round;
};
struct Options : Shared {
  std::vector<std::string> names;
};

constexpr cli::Flag<Shared> kQuiet = {
    {.name = "quiet", .letter = 'q', .group = "Other", .about = "No progress."},
    [](Shared& o, const std::string&) { return cli::set(o.is_quiet); }};
constexpr cli::Flag<Shared> kShape = {
    {.name = "shape",
     .value = "SHAPE",
     .group = "Other",
     .about = "A shape.",
     .completion = cli::Completion::choices,
     .choices = kShapeWords},
    [](Shared& o, const std::string& value) { return choose(kShapes, value, o.shape); }};

const cli::Flag<Options> kFlags[] = {
    cli::inherit<Options, kQuiet>(),
    {{.name = "names", .value = "NAMES", .group = "Names", .about = "Names."},
     [](Options& o, const std::string& value) { return cli::take_names(value, o.names); }},
    cli::inherit<Options, kShape>(),
};

struct Case {
  const char* name;
  std::vector<const char*> arguments;
  const char* result;  ///< "quiet ", "square ", then each name as "<name>"; or the error.
};

const Case kCases[] = {
    {"nothing", {}, ""},
    {"flags of the base and of the tool",
     {"-q", "--names", "a", "--shape=square"},
     "quiet square <a>"},
    {"several names", {"--names=a,b b,c"}, "<a><b b><c>"},
    {"names given again replace those before", {"--names=a,b", "--names=c"}, "<c>"},
    {"a name is missing",
     {"--names=a,,c"},
     "option '--names': 'a,,c' is not a list of names with commas between them"},
    {"no name",
     {"--names="},
     "option '--names': '' is not a list of names with commas between them"},
    {"another word", {"--shape=flat"}, "option '--shape': 'flat' is not one of round, square"},
    {"the beginning of a word",
     {"--shape=squ"},
     "option '--shape': 'squ' is not one of round, square"},
};

std::string parsed(const std::vector<const char*>& arguments) {
  Options options;
  const auto words = cli::parse(std::span<const char* const>(arguments),
                                std::span<const cli::Flag<Options>>(kFlags), options);
  if (!words.ok()) return words.error().message;
  std::string text = options.is_quiet ? "quiet " : "";
  if (options.shape == Shape::square) text += "square ";
  for (const std::string& name : options.names) text += "<" + name + ">";
  return text;
}

void check_values(void** state) {
  const Case& row = row_of<Case>(state);

  assert_string_equal(parsed(row.arguments).c_str(), row.result);
}

void check_inherited_row(void**) {
  assert_string_equal(std::string(kFlags[0].name).c_str(), "quiet");
  assert_int_equal(kFlags[0].letter, 'q');
  assert_int_equal(kFlags[2].choices.size(), 2);
}

}  // namespace

int main() {
  const CMUnitTest rows[] = {cmocka_unit_test(check_inherited_row)};
  return run_table<Case>(kCases, check_values) +
         cmocka_run_group_tests_name("rows", rows, nullptr, nullptr);
}
