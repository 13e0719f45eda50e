#include "core/packet/ppp.h"

#include "tests/unit/hex.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

struct Case {
  const char* name;
  Octets octets;
  Defect defect;
  std::uint32_t header_bytes = 0;
  std::uint16_t protocol = 0;
};

// clang-format off
const Case kCases[] = {
    {"address and control",                  hex("ff 03 0021"), Defect::none, 4, 0x21},
    {"without them",                         hex("0057"), Defect::none, 2, 0x57},
    {"a number of one octet",                hex("21"), Defect::none, 1, 0x21},
    {"one octet behind address and control", hex("ff 03 21"), Defect::none, 3, 0x21},
    {"a control protocol",                   hex("ff 03 c021"), Defect::none, 4, 0xc021},
    {"cut in the number",                    hex("ff 03 00"), Defect::truncated},
    {"nothing at all",                       {}, Defect::truncated},
};
// clang-format on

void check_decode(void** state) {
  const Case& row = row_of<Case>(state);

  const auto [ppp, defect] = decode_ppp(row.octets);

  assert_int_equal(defect, row.defect);
  assert_int_equal(ppp.header_bytes, row.header_bytes);
  assert_int_equal(ppp.protocol, row.protocol);
}

}  // namespace

int main() {
  return run_table<Case>(kCases, check_decode);
}
