#include "core/packet/vxlan.h"

#include "tests/unit/hex.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

struct Case {
  const char* name;
  Octets octets;
  Defect defect;
  std::uint32_t network = 0;
  bool has_network = false;
};

// clang-format off
const Case kCases[] = {
    {"a network",                 hex("08000000 00002a00"), Defect::none, 42, true},
    {"the highest, and a policy", hex("8800 0001 ffffff00"), Defect::none, 0xffffff, true},
    {"without the flag",          hex("00000000 00002a00"), Defect::none, 42, false},
    {"cut",                       hex("08000000 00002a"), Defect::truncated},
    {"nothing at all",            {}, Defect::truncated},
};
// clang-format on

void check_decode(void** state) {
  const Case& row = row_of<Case>(state);

  const auto [vxlan, defect] = decode_vxlan(row.octets);

  assert_int_equal(defect, row.defect);
  assert_int_equal(vxlan.network, row.network);
  assert_int_equal(vxlan.has_network, row.has_network);
}

}  // namespace

int main() {
  return run_table<Case>(kCases, check_decode);
}
