#include "core/packet/vxlan_gpe.h"

#include "tests/unit/hex.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

struct Case {
  const char* name;
  Octets octets;
  Defect defect;
  std::uint8_t next_protocol = 0;
  std::uint32_t network = 0;
  bool has_next_protocol = false;
};

// clang-format off
const Case kCases[] = {
    {"IPv4",             hex("0c0000 01 00002a 00"), Defect::none, 1, 42, true},
    {"without its flag", hex("080000 01 00002a 00"), Defect::none, 1, 42, false},
    {"cut",              hex("0c0000 01 00002a"), Defect::truncated},
    {"nothing at all",   {}, Defect::truncated},
};
// clang-format on

void check_decode(void** state) {
  const Case& row = row_of<Case>(state);

  const auto [vxlan, defect] = decode_vxlan_gpe(row.octets);

  assert_int_equal(defect, row.defect);
  assert_int_equal(vxlan.next_protocol, row.next_protocol);
  assert_int_equal(vxlan.network, row.network);
  assert_int_equal(vxlan.has_next_protocol, row.has_next_protocol);
}

}  // namespace

int main() {
  return run_table<Case>(kCases, check_decode);
}
