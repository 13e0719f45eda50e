#include "core/packet/cisco_metadata.h"

#include "tests/unit/hex.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

struct Case {
  const char* name;
  Octets octets;
  Defect defect;
  std::uint16_t group = 0;
  std::uint16_t type = 0;
};

// clang-format off
const Case kCases[] = {
    {"a group",        hex("0800 01 01 0001 0007"), Defect::none, 7, 0x0800},
    {"cut",            hex("0800 01 01 0001 00"), Defect::truncated},
    {"nothing at all", {}, Defect::truncated},
};
// clang-format on

void check_decode(void** state) {
  const Case& row = row_of<Case>(state);

  const auto [metadata, defect] = decode_cisco_metadata(row.octets);

  assert_int_equal(defect, row.defect);
  assert_int_equal(metadata.group, row.group);
  assert_int_equal(metadata.type, row.type);
}

}  // namespace

int main() {
  return run_table<Case>(kCases, check_decode);
}
