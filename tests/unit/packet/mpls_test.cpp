#include "core/packet/mpls.h"

#include "tests/unit/hex.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

struct Case {
  const char* name;
  Octets octets;
  Defect defect;
  std::uint32_t label = 0;
  std::uint8_t traffic_class = 0;
  bool is_last = false;
  std::uint8_t ttl = 0;
};

// clang-format off
const Case kCases[] = {
    {"the bottom of the stack", hex("00010140"), Defect::none, 16,      0, true,  64},
    {"not the bottom",          hex("00010040"), Defect::none, 16,      0, false, 64},
    {"every bit",               hex("ffffffff"), Defect::none, 0xfffff, 7, true,  255},
    {"traffic class",           hex("00000a00"), Defect::none, 0,       5, false, 0},
    {"cut",                     hex("000101"),   Defect::truncated},
    {"nothing at all",          {},              Defect::truncated},
};
// clang-format on

void check_decode(void** state) {
  const Case& row = row_of<Case>(state);

  const auto [mpls, defect] = decode_mpls(row.octets);

  assert_int_equal(defect, row.defect);
  assert_int_equal(mpls.label, row.label);
  assert_int_equal(mpls.traffic_class, row.traffic_class);
  assert_int_equal(mpls.is_last, row.is_last);
  assert_int_equal(mpls.ttl, row.ttl);
}

}  // namespace

int main() {
  return run_table<Case>(kCases, check_decode);
}
