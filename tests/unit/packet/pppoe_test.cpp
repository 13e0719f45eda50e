#include "core/packet/pppoe.h"

#include "tests/unit/hex.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

struct Case {
  const char* name;
  Octets octets;
  Defect defect;
  std::uint8_t version = 0;
  std::uint8_t code = 0;
  std::uint16_t session_id = 0;
  std::uint16_t payload_bytes = 0;
};

// clang-format off
const Case kCases[] = {
    {"a session",      hex("11 00 0007 0016"), Defect::none, 1, 0, 7, 22},
    {"cut",            hex("11 00 0007 00"), Defect::truncated},
    {"nothing at all", {}, Defect::truncated},
};
// clang-format on

void check_decode(void** state) {
  const Case& row = row_of<Case>(state);

  const auto [pppoe, defect] = decode_pppoe(row.octets);

  assert_int_equal(defect, row.defect);
  assert_int_equal(pppoe.version, row.version);
  assert_int_equal(pppoe.code, row.code);
  assert_int_equal(pppoe.session_id, row.session_id);
  assert_int_equal(pppoe.payload_bytes, row.payload_bytes);
}

}  // namespace

int main() {
  return run_table<Case>(kCases, check_decode);
}
