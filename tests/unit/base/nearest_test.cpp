#include "core/base/nearest.h"

#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

constexpr std::string_view kNames[] = {"time", "src_addr", "dst_addr", "src_port", "payload_bytes"};

struct Case {
  const char* name;
  std::string_view wanted;
  std::string_view nearest;
};

// clang-format off
const Case kCases[] = {
    {"the name itself",            "time",         "time"},
    {"a letter too few",           "tme",          "time"},
    {"a letter too many",          "timee",        "time"},
    {"letters swapped",            "src_adrd",     "src_addr"},
    {"the nearer of two",          "dst_adr",      "dst_addr"},
    {"another word",               "checksum",     ""},
    {"a short word is not bent",   "ttl",          ""},
    {"nothing",                    "",             ""},
};
// clang-format on

void check_nearest(void** state) {
  const Case& row = row_of<Case>(state);
  assert_true(nearest_name(row.wanted, kNames) == row.nearest);
}

}  // namespace

int main() {
  return run_table<Case>(kCases, check_nearest);
}
