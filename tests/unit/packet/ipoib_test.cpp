#include "core/packet/ipoib.h"

#include "tests/unit/hex.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

struct Case {
  const char* name;
  Octets octets;
  Defect defect;
  std::uint16_t type = 0;
};

// clang-format off
const Case kCases[] = {
    {"IPv4",           hex("00000000000000000000000000000000000000000000000000000000000000000000000000000000 0800 0000"), Defect::none, 0x0800},
    {"cut",            hex("00000000000000000000000000000000000000000000000000000000000000000000000000000000 0800 00"), Defect::truncated},
    {"nothing at all", {}, Defect::truncated},
};
// clang-format on

void check_decode(void** state) {
  const Case& row = row_of<Case>(state);

  const auto [ipoib, defect] = decode_ipoib(row.octets);

  assert_int_equal(defect, row.defect);
  assert_int_equal(ipoib.type, row.type);
}

}  // namespace

int main() {
  return run_table<Case>(kCases, check_decode);
}
