#include "core/packet/sll2.h"

#include "tests/unit/hex.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

struct Case {
  const char* name;
  Octets octets;
  Defect defect;
  std::uint16_t protocol = 0;
  std::uint32_t interface_index = 0;
  std::uint16_t arphrd_type = 0;
  std::uint8_t packet_type = 0;
};

// clang-format off
const Case kCases[] = {
    {"sent by us on Ethernet", hex("0800 0000 00000003 0001 04 06 0200000000010000"), Defect::none,      0x0800, 3, 1,   4},
    {"loopback",               hex("86dd 0000 00010001 0304 00 06 0000000000000000"), Defect::none,      0x86dd, 65537, 772, 0},
    {"nineteen octets",        hex("0800 0000 00000003 0001 04 06 02000000000100"),   Defect::truncated},
    {"nothing at all",         {},                                                    Defect::truncated},
};
// clang-format on

void check_decode(void** state) {
  const Case& row = row_of<Case>(state);

  const auto [sll2, defect] = decode_sll2(row.octets);

  assert_int_equal(defect, row.defect);
  assert_int_equal(sll2.protocol, row.protocol);
  assert_int_equal(sll2.interface_index, row.interface_index);
  assert_int_equal(sll2.arphrd_type, row.arphrd_type);
  assert_int_equal(sll2.packet_type, row.packet_type);
}

}  // namespace

int main() {
  return run_table<Case>(kCases, check_decode);
}
