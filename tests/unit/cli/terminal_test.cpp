#include "tools/cli/terminal.h"

#include <pty.h>
#include <unistd.h>

#include <cstdlib>

#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

using enum cli::ColorWhen;

enum class Output { terminal, pipe };

struct Case {
  const char* name;
  cli::ColorWhen when;
  Output output;
  const char* no_color;  ///< nullptr: not set.
  const char* term;
  bool has_color;
};

const Case kCases[] = {
    {"a terminal has colour", automatic, Output::terminal, nullptr, "xterm", true},
    {"a pipe has none", automatic, Output::pipe, nullptr, "xterm", false},
    {"NO_COLOR turns it off", automatic, Output::terminal, "1", "xterm", false},
    {"an empty NO_COLOR does not", automatic, Output::terminal, "", "xterm", true},
    {"a dumb terminal has none", automatic, Output::terminal, nullptr, "dumb", false},
    {"always, in a pipe", always, Output::pipe, nullptr, "dumb", true},
    {"always outranks NO_COLOR", always, Output::terminal, "1", "xterm", true},
    {"never, on a terminal", never, Output::terminal, nullptr, "xterm", false},
};

/// Two ends of a terminal 123 columns wide, or of a pipe.
struct Ends {
  int ours = -1;
  int theirs = -1;

  explicit Ends(Output output) {
    winsize size{};
    size.ws_col = 123;
    if (output == Output::terminal) {
      assert_int_equal(openpty(&ours, &theirs, nullptr, nullptr, &size), 0);
      return;
    }
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    ours = ends[0];
    theirs = ends[1];
  }
  ~Ends() {
    close(ours);
    close(theirs);
  }
};

void check_color(void** state) {
  const Case& row = row_of<Case>(state);
  setenv("TERM", row.term, 1);
  unsetenv("NO_COLOR");
  if (row.no_color != nullptr) setenv("NO_COLOR", row.no_color, 1);
  const Ends ends(row.output);

  const bool has_color = cli::wants_color(row.when, ends.theirs);

  assert_int_equal(has_color, row.has_color);
}

void check_columns(void**) {
  const Ends terminal(Output::terminal), pipe(Output::pipe);

  assert_int_equal(cli::terminal_columns(terminal.theirs), 123);
  assert_int_equal(cli::terminal_columns(pipe.theirs), 80);
}

}  // namespace

int main() {
  const CMUnitTest columns[] = {cmocka_unit_test(check_columns)};
  return run_table<Case>(kCases, check_color) +
         cmocka_run_group_tests_name("columns", columns, nullptr, nullptr);
}
