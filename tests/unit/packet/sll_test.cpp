#include "core/packet/sll.h"

#include "tests/unit/hex.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

struct Case {
  const char* name;
  Octets octets;
  Defect defect;
  std::uint16_t packet_type = 0;
  std::uint16_t arphrd_type = 0;
  std::uint16_t protocol = 0;
  bool has_ether_type = true;
};

// clang-format off
const Case kCases[] = {
    {"sent by us on Ethernet", hex("0004 0001 0006 0200000000010000 0800"), Defect::none,      4, 1,     0x0800},
    {"loopback",               hex("0000 0304 0006 0000000000000000 86dd"), Defect::none,      0, 772,   0x86dd},
    {"no device header",       hex("0000 fffe 0000 0000000000000000 0800"), Defect::none,      0, 65534, 0x0800},
    {"netlink has a family",   hex("0000 0338 0000 0000000000000000 0004"), Defect::none,      0, 824,   4, false},
    {"fifteen octets",         hex("0004 0001 0006 0200000000010000 08"),   Defect::truncated},
    {"nothing at all",         {},                                          Defect::truncated},
};
// clang-format on

void check_decode(void** state) {
  const Case& row = row_of<Case>(state);

  const auto [sll, defect] = decode_sll(row.octets);

  assert_int_equal(defect, row.defect);
  assert_int_equal(sll.packet_type, row.packet_type);
  assert_int_equal(sll.arphrd_type, row.arphrd_type);
  assert_int_equal(sll.protocol, row.protocol);
  assert_int_equal(has_ether_type(sll.arphrd_type), row.has_ether_type);
}

}  // namespace

int main() {
  return run_table<Case>(kCases, check_decode);
}
