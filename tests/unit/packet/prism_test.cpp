#include "core/packet/prism.h"

#include "tests/unit/hex.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

struct Case {
  const char* name;
  Octets octets;
  Defect defect;
  std::uint32_t message = 0;
};

// clang-format off
const Case kCases[] = {
    {"a header",       hex("440000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"), Defect::none, 0x44000000},
    {"cut",            hex("4400000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"), Defect::truncated},
    {"nothing at all", {}, Defect::truncated},
};
// clang-format on

void check_decode(void** state) {
  const Case& row = row_of<Case>(state);

  const auto [prism, defect] = decode_prism(row.octets);

  assert_int_equal(defect, row.defect);
  assert_int_equal(prism.message, row.message);
}

}  // namespace

int main() {
  return run_table<Case>(kCases, check_decode);
}
