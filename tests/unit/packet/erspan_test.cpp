#include "core/packet/erspan.h"

#include "tests/unit/hex.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

struct Case {
  const char* name;
  Octets octets;
  Defect defect;
  std::uint32_t header_bytes = 0;
  std::uint8_t version = 0;
  std::uint16_t session_id = 0;
};

// clang-format off
const Case kCases[] = {
    {"the second kind",      hex("1064 0007 00000000"), Defect::none, 8, 1, 7},
    {"the third kind",       hex("2064 0c07 00000000 0000 0000"), Defect::none, 12, 2, 7},
    {"with a subheader",     hex("2064 0007 00000000 0000 0001 0000000000000000"), Defect::none, 20, 2, 7},
    {"cut in the subheader", hex("2064 0007 00000000 0000 0001 00000000000000"), Defect::truncated},
    {"the third kind cut",   hex("2064 0007 00000000 0000 00"), Defect::truncated},
    {"the second kind cut",  hex("1064 0007 000000"), Defect::truncated},
    {"another version",      hex("3064 0007 00000000"), Defect::bad_version, 0, 3},
    {"nothing at all",       {}, Defect::truncated},
};
// clang-format on

void check_decode(void** state) {
  const Case& row = row_of<Case>(state);

  const auto [erspan, defect] = decode_erspan(row.octets);

  assert_int_equal(defect, row.defect);
  assert_int_equal(erspan.header_bytes, row.header_bytes);
  assert_int_equal(erspan.version, row.version);
  assert_int_equal(erspan.session_id, row.session_id);
}

}  // namespace

int main() {
  return run_table<Case>(kCases, check_decode);
}
