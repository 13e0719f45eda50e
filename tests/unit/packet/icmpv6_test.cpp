#include "core/packet/icmpv6.h"

#include "tests/unit/hex.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

struct Case {
  const char* name;
  Octets octets;
  Defect defect;
  std::uint8_t type = 0;
  std::uint8_t code = 0;
  bool is_error = false;
};

// clang-format off
const Case kCases[] = {
    {"echo request",                   hex("80 00 0000 00010002"), Defect::none,      128, 0},
    {"unreachable quotes",             hex("01 04 0000 00000000"), Defect::none,      1,   4, true},
    {"too big quotes",                 hex("02 00 0000 00000500"), Defect::none,      2,   0, true},
    {"time exceeded quotes",           hex("03 00 0000 00000000"), Defect::none,      3,   0, true},
    {"parameter problem quotes",       hex("04 01 0000 00000028"), Defect::none,      4,   1, true},
    {"an unknown error does not",      hex("05 00 0000 00000000"), Defect::none,      5,   0},
    {"neighbour solicitation",         hex("87 00 0000 00000000"), Defect::none,      135, 0},
    {"type and code are kept",         hex("01 03"),               Defect::truncated, 1,   3, true},
    {"one octet",                      hex("80"),                  Defect::truncated},
    {"nothing at all",                 {},                         Defect::truncated},
};
// clang-format on

void check_decode(void** state) {
  const Case& row = row_of<Case>(state);

  const auto [icmp, defect] = decode_icmpv6(row.octets);

  assert_int_equal(defect, row.defect);
  assert_int_equal(icmp.type, row.type);
  assert_int_equal(icmp.code, row.code);
  assert_int_equal(icmp.is_error(), row.is_error);
}

}  // namespace

int main() {
  return run_table<Case>(kCases, check_decode);
}
