#include "core/packet/nsh.h"

#include "tests/unit/hex.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

struct Case {
  const char* name;
  Octets octets;
  Defect defect;
  std::uint32_t header_bytes = 0;
  std::uint8_t next_protocol = 0;
  std::uint32_t path_id = 0;
};

// clang-format off
const Case kCases[] = {
    {"no metadata",          hex("0002 02 03 000007 ff"), Defect::none, 8, 3, 7},
    {"metadata",             hex("0003 02 01 000007 ff 00000000"), Defect::none, 12, 1, 7},
    {"a length below eight", hex("0001 02 01 000007 ff"), Defect::bad_header_length},
    {"cut in the metadata",  hex("0003 02 01 000007 ff 000000"), Defect::truncated, 12, 1, 7},
    {"nothing at all",       {}, Defect::truncated},
};
// clang-format on

void check_decode(void** state) {
  const Case& row = row_of<Case>(state);

  const auto [nsh, defect] = decode_nsh(row.octets);

  assert_int_equal(defect, row.defect);
  assert_int_equal(nsh.header_bytes, row.header_bytes);
  assert_int_equal(nsh.next_protocol, row.next_protocol);
  assert_int_equal(nsh.path_id, row.path_id);
}

}  // namespace

int main() {
  return run_table<Case>(kCases, check_decode);
}
