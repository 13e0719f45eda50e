#include "core/packet/vlan.h"

#include "tests/unit/hex.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

struct Case {
  const char* name;
  Octets octets;
  Defect defect;
  std::uint16_t id = 0;
  std::uint8_t priority = 0;
  bool drop_eligible = false;
  std::uint16_t type = 0;
};

// clang-format off
const Case kCases[] = {
    {"a tag",                             hex("0005 0800"), Defect::none,      5,    0, false, 0x0800},
    {"priority and drop eligible",        hex("b00a 86dd"), Defect::none,      10,   5, true,  0x86dd},
    {"the highest VLAN",                  hex("efff 0806"), Defect::none,      4095, 7, false, 0x0806},
    {"VLAN 0, a priority tag",            hex("6000 0800"), Defect::none,      0,    3, false, 0x0800},
    {"cut in the type: the VLAN is kept", hex("6005 08"),   Defect::truncated, 5,    3, false, 0},
    {"cut behind the VLAN",               hex("6005"),      Defect::truncated, 5,    3, false, 0},
    {"one octet",                         hex("60"),        Defect::truncated},
    {"nothing at all",                    {},               Defect::truncated},
};
// clang-format on

void check_decode(void** state) {
  const Case& row = row_of<Case>(state);

  const auto [vlan, defect] = decode_vlan(row.octets);

  assert_int_equal(defect, row.defect);
  assert_int_equal(vlan.id, row.id);
  assert_int_equal(vlan.priority, row.priority);
  assert_int_equal(vlan.drop_eligible, row.drop_eligible);
  assert_int_equal(vlan.type, row.type);
}

}  // namespace

int main() {
  return run_table<Case>(kCases, check_decode);
}
