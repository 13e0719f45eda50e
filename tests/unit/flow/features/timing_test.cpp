#include "core/flow/features/timing.h"

#include "tests/unit/flow/features/measure.h"
#include "tests/unit/testing.h"

using namespace flowstat;
using namespace measure;

namespace {

struct Case {
  const char* name;
  std::vector<std::int64_t> times_ns;
  const char* cells;
};

// clang-format off
const Case kCases[] = {
    {"in order",                        {10, 20, 50},          "first_time 10, last_time 50, duration 40, first_frame 1, last_frame 3"},
    {"one packet lasts 0",              {10},                  "first_time 10, last_time 10, duration 0, first_frame 1, last_frame 1"},
    {"out of order: earliest, latest",  {30, 10, 20},          "first_time 10, last_time 30, duration 20, first_frame 1, last_frame 3"},
    {"before 1970",                     {-30, -10},            "first_time -30, last_time -10, duration 20, first_frame 1, last_frame 2"},
    {"without a time",                  {kNoTime, kNoTime},    "first_time null, last_time null, duration null, first_frame 1, last_frame 2"},
    {"without a time at the ends",      {kNoTime, 7, kNoTime}, "first_time 7, last_time 7, duration 0, first_frame 1, last_frame 3"},
    {"the ends of int64",               {INT64_MIN + 1, INT64_MAX}, "first_time -9223372036854775807, last_time 9223372036854775807, duration 9223372036854775807, first_frame 1, last_frame 2"},
    {"only the last that int64 holds",  {INT64_MAX},           "first_time 9223372036854775807, last_time 9223372036854775807, duration 0, first_frame 1, last_frame 1"},
};
// clang-format on

void check(void** state) {
  const Case& row = row_of<Case>(state);
  Samples samples;
  for (const std::int64_t time_ns : row.times_ns) samples.push_back(at(time_ns));
  assert_string_equal(cells(measured(kTiming, numbered(samples))).c_str(), row.cells);
}

}  // namespace

int main() {
  return run_table<Case>(kCases, check);
}
