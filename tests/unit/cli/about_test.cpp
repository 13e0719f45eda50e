#include "tools/cli/about.h"

#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

constexpr std::string_view kTwo[] = {"ns", "us"};
constexpr std::string_view kOne[] = {"json"};
constexpr std::string_view kMany[] = {"a", "b", "c", "d", "e", "f", "g",
                                      "h", "i", "j", "k", "l", "m"};

struct Case {
  const char* name;
  std::string_view about;
  cli::Completion completion;
  std::span<const std::string_view> choices;
  std::string full;
  std::string brief;
};

using enum cli::Completion;

// clang-format off
const Case kCases[] = {
    {"a sentence", "Stop after N packets.", none, {}, "Stop after N packets.", "Stop after N packets"},
    {"two sentences", "Take frames. All of them.", none, {}, "Take frames. All of them.", "Take frames"},
    {"a full stop inside a sentence", "Write v. 2 of x.parquet. Or not.", none, {},
     "Write v. 2 of x.parquet. Or not.", "Write v. 2 of x.parquet"},
    {"no full stop", "Be quiet", none, {}, "Be quiet", "Be quiet"},
    {"nothing", "", none, {}, "", ""},
    {"choices that are named", "As ns or us.", choices, kTwo, "As ns or us.", "As ns or us"},
    {"choices of which one is named", "As ns.", choices, kTwo, "As ns. One of ns, us.", "As ns"},
    {"a list", "Units.", list, kTwo, "Units. Any of ns, us.", "Units"},
    {"one choice", "Say it.", choices, kOne, "Say it. May be json.", "Say it"},
    {"too many choices", "Columns.", list, kMany, "Columns.", "Columns"},
};
// clang-format on

void check_about(void** state) {
  const Case& row = row_of<Case>(state);

  const cli::FlagInfo flag{.name = "x",
                           .group = "X",
                           .about = row.about,
                           .completion = row.completion,
                           .choices = row.choices};
  const std::string full = cli::full_about(flag);
  const std::string brief(cli::brief_about(flag));

  assert_string_equal(full.c_str(), row.full.c_str());
  assert_string_equal(brief.c_str(), row.brief.c_str());
}

}  // namespace

int main() {
  return run_table<Case>(kCases, check_about);
}
