#include "core/packet/teredo.h"

#include "tests/unit/hex.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

struct Case {
  const char* name;
  Octets octets;
  Defect defect;
  std::uint32_t header_bytes = 0;
  bool has_authentication = false;
  bool has_origin = false;
};

// clang-format off
const Case kCases[] = {
    {"neither",                   hex("6000"), Defect::none, 0},
    {"the origin",                hex("0000 f227 bdfe df0d"), Defect::none, 8, false, true},
    {"authentication",            hex("0001 01 02 aa bbbb 0011223344556677 00"), Defect::none, 16, true, false},
    {"both",                      hex("0001 00 00 0011223344556677 00 0000 f227 bdfe df0d"), Defect::none, 21, true, true},
    {"cut in the origin",         hex("0000 f227 bdfe df"), Defect::truncated},
    {"cut in the authentication", hex("0001 01 02 aa bbbb 0011223344556677"), Defect::truncated},
    {"nothing at all",            {}, Defect::none, 0},
};
// clang-format on

void check_decode(void** state) {
  const Case& row = row_of<Case>(state);

  const auto [teredo, defect] = decode_teredo(row.octets);

  assert_int_equal(defect, row.defect);
  assert_int_equal(teredo.header_bytes, row.header_bytes);
  assert_int_equal(teredo.has_authentication, row.has_authentication);
  assert_int_equal(teredo.has_origin, row.has_origin);
}

}  // namespace

int main() {
  return run_table<Case>(kCases, check_decode);
}
