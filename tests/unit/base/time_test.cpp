#include "core/base/time.h"

#include <string>

#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();

struct Written {
  const char* name;
  std::int64_t ns;
  const char* time;
  const char* seconds;
};

// clang-format off
const Written kWritten[] = {
    {"the epoch",                       0,                     "1970-01-01T00:00:00.000000000Z", "0.000000000"},
    {"one nanosecond",                  1,                     "1970-01-01T00:00:00.000000001Z", "0.000000001"},
    {"before the epoch",                -1,                    "1969-12-31T23:59:59.999999999Z", "-0.000000001"},
    {"a leap day",                      951782400'000000000,   "2000-02-29T00:00:00.000000000Z", "951782400.000000000"},
    {"the last second of a day",        1795564799'123456789,  "2026-11-24T23:59:59.123456789Z", "1795564799.123456789"},
    {"beyond 32 bits of seconds",       4294967296'000000000,  "2106-02-07T06:28:16.000000000Z", "4294967296.000000000"},
    {"the last that int64 holds",       kMost,                 "2262-04-11T23:47:16.854775807Z", "9223372036.854775807"},
    {"the first that int64 holds",      kLeast,                "1677-09-21T00:12:43.145224192Z", "-9223372036.854775808"},
};
// clang-format on

void check_written(void** state) {
  const Written& row = row_of<Written>(state);
  char text[kTimeTextBytes];
  char seconds[kSecondsTextBytes];

  const std::string time(text, write_time({row.ns}, text));
  const std::string number(seconds, write_seconds(row.ns, seconds));

  assert_string_equal(time.c_str(), row.time);
  assert_string_equal(number.c_str(), row.seconds);
}

void check_read_back(void** state) {
  const Written& row = row_of<Written>(state);
  assert_true(parse_time(row.time) == TimeNs{row.ns});
  assert_true(parse_seconds(row.seconds) == row.ns);
}

struct Read {
  const char* name;
  const char* text;
  std::optional<std::int64_t> ns;
};

// clang-format off
const Read kTimes[] = {
    {"no zone is UTC",                  "2026-11-24T11:44:19",            1795520659'000000000},
    {"a fraction",                      "2026-11-24T11:44:19.5Z",         1795520659'500000000},
    {"lower case",                      "2026-11-24t11:44:19z",           1795520659'000000000},
    {"a blank for the T",               "2026-11-24 11:44:19Z",           1795520659'000000000},
    {"east of Greenwich",               "2026-11-24T12:44:19+01:00",      1795520659'000000000},
    {"west of Greenwich",               "2026-11-24T08:14:19-03:30",      1795520659'000000000},
    {"a date alone is its midnight",    "2026-11-24",                     1795478400'000000000},
    {"no seconds",                      "2026-11-24T11:44Z",              1795520640'000000000},
    {"a leap second is the next one",   "2016-12-31T23:59:60Z",           1483228800'000000000},
    {"digits beyond the ninth are cut", "1970-01-01T00:00:00.0000000019", 1},
    {"no such month",                   "2026-13-01T00:00:00Z",           {}},
    {"no such day",                     "2026-02-29T00:00:00Z",           {}},
    {"no such hour",                    "2026-11-24T24:00:00Z",           {}},
    {"no such minute",                  "2026-11-24T11:60:00Z",           {}},
    {"a point without digits",          "2026-11-24T11:44:19.Z",          {}},
    {"no such zone",                    "2026-11-24T11:44:19+25:00",      {}},
    {"half a zone",                     "2026-11-24T11:44:19+01",         {}},
    {"words behind",                    "2026-11-24T11:44:19Z and on",    {}},
    {"a blank in front",                " 2026-11-24T11:44:19Z",          {}},
    {"a sign in a number",              "2026-11-24T+1:44:19Z",           {}},
    {"more than int64 holds",           "2262-04-11T23:47:16.854775808Z", {}},
    {"less than int64 holds",           "1677-09-21T00:12:43.145224191Z", {}},
    {"nothing",                         "",                               {}},
};
const Read kSeconds[] = {
    {"whole seconds",                    "12",                     12'000000000},
    {"a fraction",                       "12.5",                   12'500000000},
    {"nine digits",                      "0.000000001",            1},
    {"digits beyond the ninth are cut",  "0.0000000019",           1},
    {"below zero",                       "-3",                     -3'000000000},
    {"below zero with a fraction",       "-0.25",                  -250000000},
    {"the epoch of today",               "1795520659.123456789",   1795520659'123456789},
    {"two signs",                        "--3",                    {}},
    {"a plus",                           "+3",                     {}},
    {"no digits",                        ".5",                     {}},
    {"a point without digits",           "5.",                     {}},
    {"an exponent",                      "1e3",                    {}},
    {"words behind",                     "3s",                     {}},
    {"more than int64 holds",            "9223372036.854775808",   {}},
    {"far more than int64 holds",        "99999999999999999999",   {}},
    {"nothing",                          "",                       {}},
    {"a sign alone",                     "-",                      {}},
};
// clang-format on

void check_time(void** state) {
  const Read& row = row_of<Read>(state);
  const auto time = parse_time(row.text);
  assert_int_equal(time.has_value(), row.ns.has_value());
  if (time) assert_int_equal(time->ns, *row.ns);
}

void check_seconds(void** state) {
  const Read& row = row_of<Read>(state);
  const auto ns = parse_seconds(row.text);
  assert_int_equal(ns.has_value(), row.ns.has_value());
  if (ns) assert_int_equal(*ns, *row.ns);
}

void a_difference_stops_at_the_ends_of_int64(void**) {
  assert_true(TimeNs{5} - TimeNs{7} == DurationNs{-2});
  assert_true(TimeNs{kMost} - TimeNs{kLeast} == DurationNs{kMost});
  assert_true(TimeNs{kLeast} - TimeNs{1} == DurationNs{kLeast});
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {cmocka_unit_test(a_difference_stops_at_the_ends_of_int64)};
  int failed = cmocka_run_group_tests(tests, nullptr, nullptr);
  failed += run_table<Written>(kWritten, check_written);
  failed += run_table<Written>(kWritten, check_read_back);
  failed += run_table<Read>(kTimes, check_time);
  return failed + run_table<Read>(kSeconds, check_seconds);
}
