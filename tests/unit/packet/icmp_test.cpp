#include "core/packet/icmp.h"

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
    {"echo request",                   hex("08 00 0000 00010002"), Defect::none,      8,  0},
    {"echo reply",                     hex("00 00 0000 00010002"), Defect::none,      0,  0},
    {"unreachable quotes",             hex("03 01 0000 00000000"), Defect::none,      3,  1,  true},
    {"source quench quotes",           hex("04 00 0000 00000000"), Defect::none,      4,  0,  true},
    {"redirect quotes",                hex("05 01 0000 0a000001"), Defect::none,      5,  1,  true},
    {"time exceeded quotes",           hex("0b 00 0000 00000000"), Defect::none,      11, 0,  true},
    {"parameter problem quotes",       hex("0c 00 0000 00000000"), Defect::none,      12, 0,  true},
    {"timestamp does not",             hex("0d 00 0000 00000000"), Defect::none,      13, 0},
    {"router advertisement does not",  hex("09 00 0000 00000000"), Defect::none,      9,  0},
    {"type and code are kept",         hex("03 0d"),               Defect::truncated, 3,  13, true},
    {"seven octets",                   hex("08 00 0000 000000"),   Defect::truncated, 8,  0},
    {"one octet",                      hex("08"),                  Defect::truncated},
    {"nothing at all",                 {},                         Defect::truncated},
};
// clang-format on

void check_decode(void** state) {
  const Case& row = row_of<Case>(state);

  const auto [icmp, defect] = decode_icmp(row.octets);

  assert_int_equal(defect, row.defect);
  assert_int_equal(icmp.type, row.type);
  assert_int_equal(icmp.code, row.code);
  assert_int_equal(icmp.is_error(), row.is_error);
}

}  // namespace

int main() {
  return run_table<Case>(kCases, check_decode);
}
