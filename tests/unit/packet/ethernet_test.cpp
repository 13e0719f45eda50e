#include "core/packet/ethernet.h"

#include "tests/unit/hex.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

struct Case {
  const char* name;
  Octets octets;
  Defect defect;
  std::uint8_t first_of_dst = 0;
  std::uint8_t last_of_src = 0;
  std::uint16_t type = 0;
};

// clang-format off
const Case kCases[] = {
    {"a header",              hex("020000000002 02000000000a 0800"),      Defect::none,      0x02, 0x0a, 0x0800},
    {"a length, not a type",  hex("0180c2000000 02000000000b 0026 4242"), Defect::none,      0x01, 0x0b, 0x0026},
    {"thirteen octets",       hex("020000000002 02000000000a 08"),        Defect::truncated},
    {"nothing at all",        {},                                         Defect::truncated},
};
// clang-format on

void check_decode(void** state) {
  const Case& row = row_of<Case>(state);

  const auto [ethernet, defect] = decode_ethernet(row.octets);

  assert_int_equal(defect, row.defect);
  assert_int_equal(ethernet.dst.octets[0], row.first_of_dst);
  assert_int_equal(ethernet.src.octets[5], row.last_of_src);
  assert_int_equal(ethernet.type, row.type);
}

}  // namespace

int main() {
  return run_table<Case>(kCases, check_decode);
}
