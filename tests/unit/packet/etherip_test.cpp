#include "core/packet/etherip.h"

#include "tests/unit/hex.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

struct Case {
  const char* name;
  Octets octets;
  Defect defect;
  std::uint8_t version = 0;
};

// clang-format off
const Case kCases[] = {
    {"version 3",      hex("3000"), Defect::none, 3},
    {"another",        hex("4000"), Defect::none, 4},
    {"cut",            hex("30"), Defect::truncated},
    {"nothing at all", {}, Defect::truncated},
};
// clang-format on

void check_decode(void** state) {
  const Case& row = row_of<Case>(state);

  const auto [etherip, defect] = decode_etherip(row.octets);

  assert_int_equal(defect, row.defect);
  assert_int_equal(etherip.version, row.version);
}

}  // namespace

int main() {
  return run_table<Case>(kCases, check_decode);
}
