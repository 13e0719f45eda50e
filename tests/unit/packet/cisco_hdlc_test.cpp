#include "core/packet/cisco_hdlc.h"

#include "tests/unit/hex.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

struct Case {
  const char* name;
  Octets octets;
  Defect defect;
  std::uint8_t address = 0;
  std::uint16_t type = 0;
};

// clang-format off
const Case kCases[] = {
    {"to one",         hex("0f 00 0800"), Defect::none, 0x0f, 0x0800},
    {"to all",         hex("8f 00 86dd"), Defect::none, 0x8f, 0x86dd},
    {"cut",            hex("0f 00 08"), Defect::truncated},
    {"nothing at all", {}, Defect::truncated},
};
// clang-format on

void check_decode(void** state) {
  const Case& row = row_of<Case>(state);

  const auto [hdlc, defect] = decode_cisco_hdlc(row.octets);

  assert_int_equal(defect, row.defect);
  assert_int_equal(hdlc.address, row.address);
  assert_int_equal(hdlc.type, row.type);
}

}  // namespace

int main() {
  return run_table<Case>(kCases, check_decode);
}
