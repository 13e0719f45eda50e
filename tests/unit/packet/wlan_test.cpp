#include "core/packet/wlan.h"

#include "tests/unit/hex.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

struct Case {
  const char* name;
  Octets octets;
  Defect defect;
  std::uint8_t header_bytes = 0;
  bool has_llc = false;
  WlanForm form = WlanForm::plain;
};

/// What stands behind the frame control: duration, three addresses, sequence number 1.
const Octets kRest = zeros(20) + hex("1000");

// clang-format off
const Case kCases[] = {
    {"data",                            hex("0801") + kRest,               Defect::none, 24, true},
    {"quality of service",              hex("8801") + kRest + hex("0000"), Defect::none, 26, true},
    {"four addresses",                  hex("0803") + kRest + zeros(6),    Defect::none, 30, true},
    {"four, with quality of service",   hex("8803") + kRest + zeros(8),    Defect::none, 32, true},
    {"with the control of high rates",  hex("8881") + kRest + zeros(6),    Defect::none, 30, true},
    {"order of plain data is no field", hex("0881") + kRest,               Defect::none, 24, true},
    {"padded to four octets",           hex("8801") + kRest + zeros(4),    Defect::none, 28, true, WlanForm::padded},
    {"padding of nothing",              hex("0801") + kRest,               Defect::none, 24, true, WlanForm::padded},
    {"a swapped frame control",         hex("0108") + kRest,               Defect::none, 24, true, WlanForm::swapped},
    {"no data",                         hex("4801") + kRest,               Defect::none, 24, false},
    {"protected",                       hex("0841") + kRest,               Defect::none, 24, false},
    {"more pieces follow",              hex("0805") + kRest,               Defect::none, 24, false},
    {"piece 1, but the last",           hex("0801") + zeros(20) + hex("1100"), Defect::none, 24, true},
    {"an aggregate",                    hex("8801") + kRest + hex("8000"), Defect::none, 26, false},
    {"management",                      hex("8000") + kRest,               Defect::none, 2,  false},
    {"control",                         hex("d400"),                       Defect::none, 2,  false},
    {"cut in the addresses",            hex("0801") + zeros(19),           Defect::truncated},
    {"cut in the padding",              hex("8801") + kRest + zeros(3),    Defect::truncated, 0, false, WlanForm::padded},
    {"nothing at all",                  {},                                Defect::truncated},
};
// clang-format on

void check_decode(void** state) {
  const Case& row = row_of<Case>(state);

  const auto [wlan, defect] = decode_wlan(row.octets, row.form);

  assert_int_equal(defect, row.defect);
  assert_int_equal(wlan.header_bytes, row.header_bytes);
  assert_int_equal(wlan.has_llc(), row.has_llc);
}

}  // namespace

int main() {
  return run_table<Case>(kCases, check_decode);
}
