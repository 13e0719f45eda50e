#include "tools/cli/progress_text.h"

#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

struct Case {
  const char* name;
  cli::ProgressState state;
  const char* text;
};

// clang-format off
const Case kCases[] = {
    {"bytes, packets, rate, time left", {125'000'000, 1'000'000'000, 3'120'000, 1},
     "12 % 125 MB of 1.0 GB, 3,120,000 packets, 3.1 M packets/s, 0:07 left"},
    {"nothing yet",                     {0, 1000, 0, 0},      "0 % 0 B of 1.0 kB, 0 packets"},
    {"nothing after a while",           {0, 1000, 0, 2},      "0 % 0 B of 1.0 kB, 0 packets, 0 packets/s"},
    {"too early for the time left",     {10, 1000, 1, 0.25},  "1 % 10 B of 1.0 kB, 1 packets, 4 packets/s"},
    {"a pipe has no total",             {999, 0, 1000, 1},    "999 B, 1,000 packets, 1.0 k packets/s"},
    {"all of it",                       {50, 50, 312'000, 1},
     "100 % 50 B of 50 B, 312,000 packets, 312 k packets/s, 0:00 left"},
    {"a file that grew",                {60, 50, 1, 1}, "100 % 60 B of 50 B, 1 packets, 1 packets/s, 0:00 left"},
    {"hours left",                      {1, 4001, 1, 1},
     "0 % 1 B of 4.0 kB, 1 packets, 1 packets/s, 1:06:40 left"},
    {"longer than anybody waits",       {1, INT64_MAX, 1, 1}, "0 % 1 B of 9.2 EB, 1 packets, 1 packets/s"},
    {"rounding does not add a digit",   {999'600, 0, 9'960, 1}, "1.0 MB, 9,960 packets, 10 k packets/s"},
};
// clang-format on

void check_progress(void** state) {
  const Case& row = row_of<Case>(state);

  assert_string_equal(cli::progress_text(row.state).c_str(), row.text);
}

}  // namespace

int main() {
  return run_table<Case>(kCases, check_progress);
}
