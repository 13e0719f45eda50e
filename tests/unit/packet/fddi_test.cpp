#include "core/packet/fddi.h"

#include "tests/unit/hex.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

struct Case {
  const char* name;
  Octets octets;
  Defect defect;
  std::uint8_t frame_control = 0;
};

// clang-format off
const Case kCases[] = {
    {"LLC",            hex("50 020000000002 020000000001"), Defect::none, 0x50},
    {"cut",            hex("50 020000000002 0200000000"), Defect::truncated},
    {"nothing at all", {}, Defect::truncated},
};
// clang-format on

void check_decode(void** state) {
  const Case& row = row_of<Case>(state);

  const auto [fddi, defect] = decode_fddi(row.octets);

  assert_int_equal(defect, row.defect);
  assert_int_equal(fddi.frame_control, row.frame_control);
}

}  // namespace

int main() {
  return run_table<Case>(kCases, check_decode);
}
