#include "core/flow/features/inter_arrival.h"

#include "tests/unit/flow/features/measure.h"
#include "tests/unit/testing.h"

using namespace flowstat;
using namespace measure;

namespace {

constexpr std::int64_t kSecond = 1'000'000'000;

/// 1, 2, 4 ... gaps of one second, every other of them a nanosecond longer.
std::vector<std::int64_t> nearly_even(std::int64_t gaps) {
  std::vector<std::int64_t> times_ns = {0};
  for (std::int64_t i = 0; i < gaps; ++i) times_ns.push_back(times_ns.back() + kSecond + i % 2);
  return times_ns;
}

struct Case {
  const char* name;
  std::vector<std::int64_t> times_ns;
  const char* cells;
};

// clang-format off
const Case kCases[] = {
    {"no gap",                               {10},                       "forward_iat_min null, forward_iat_max null, forward_iat_mean_ns null, forward_iat_std_ns null"},
    {"one gap has no deviation",             {10, 15},                   "forward_iat_min 5, forward_iat_max 5, forward_iat_mean_ns 5, forward_iat_std_ns null"},
    {"two gaps",                             {10, 15, 22},               "forward_iat_min 5, forward_iat_max 7, forward_iat_mean_ns 6, forward_iat_std_ns 1.4142135623730951"},
    {"equal gaps deviate by 0",              {10, 15, 20, 25},           "forward_iat_min 5, forward_iat_max 5, forward_iat_mean_ns 5, forward_iat_std_ns 0"},
    {"equal times",                          {10, 10, 10},               "forward_iat_min 0, forward_iat_max 0, forward_iat_mean_ns 0, forward_iat_std_ns 0"},
    {"the sample's deviation, not all's",    {0, 2, 6, 10, 14, 19, 24, 31, 40}, "forward_iat_min 2, forward_iat_max 9, forward_iat_mean_ns 5, forward_iat_std_ns 2.1380899352993952"},
    {"out of order: a gap below 0",          {10, 30, 20},               "forward_iat_min -10, forward_iat_max 20, forward_iat_mean_ns 5, forward_iat_std_ns 21.213203435596427"},
    {"packets without time do not count",    {kNoTime, 10, kNoTime, 15}, "forward_iat_min 5, forward_iat_max 5, forward_iat_mean_ns 5, forward_iat_std_ns null"},
    {"none has a time",                      {kNoTime, kNoTime},         "forward_iat_min null, forward_iat_max null, forward_iat_mean_ns null, forward_iat_std_ns null"},
    {"small deviations of large gaps",       nearly_even(1000),          "forward_iat_min 1000000000, forward_iat_max 1000000001, forward_iat_mean_ns 1000000000.5, forward_iat_std_ns 0.50025018765638685"},
    {"days apart, to the nanosecond",        {0, 86400 * kSecond, 2 * 86400 * kSecond + 1}, "forward_iat_min 86400000000000, forward_iat_max 86400000000001, forward_iat_mean_ns 86400000000000.5, forward_iat_std_ns 0.70710678118654757"},
};
// clang-format on

const std::vector<std::string_view> kForwardNames = {"forward_iat_min", "forward_iat_max",
                                                     "forward_iat_mean_ns", "forward_iat_std_ns"};

void check(void** state) {
  const Case& row = row_of<Case>(state);
  Samples samples;
  for (const std::int64_t time_ns : row.times_ns) samples.push_back(at(time_ns));
  assert_string_equal(cells(measured(kInterArrival, samples), kForwardNames).c_str(), row.cells);
}

void each_direction_has_gaps_of_its_own(void**) {
  const Samples samples = {at(10), at(11, Direction::backward), at(15),
                           at(31, Direction::backward)};
  assert_string_equal(
      cells(measured(kInterArrival, samples)).c_str(),
      "forward_iat_min 5, forward_iat_max 5, forward_iat_mean_ns 5, forward_iat_std_ns null, "
      "backward_iat_min 20, backward_iat_max 20, backward_iat_mean_ns 20, backward_iat_std_ns "
      "null");
}

void gaps_as_long_as_int64_holds(void**) {
  Samples samples;
  for (int i = 0; i < 6; ++i) samples.push_back(at(i % 2 == 0 ? INT64_MIN + 1 : INT64_MAX));
  const std::string text =
      cells(measured(kInterArrival, samples), {"forward_iat_min", "forward_iat_max"});
  assert_string_equal(text.c_str(),
                      "forward_iat_min -9223372036854775808, forward_iat_max 9223372036854775807");
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      cmocka_unit_test(each_direction_has_gaps_of_its_own),
      cmocka_unit_test(gaps_as_long_as_int64_holds),
  };
  const int failed = cmocka_run_group_tests(tests, nullptr, nullptr);
  return failed + run_table<Case>(kCases, check);
}
