#include "core/packet/ppi.h"

#include "tests/unit/hex.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

struct Case {
  const char* name;
  Octets octets;
  Defect defect;
  std::uint32_t header_bytes = 0;
  std::uint32_t link_type = 0;
};

// clang-format off
const Case kCases[] = {
    {"802.11",               hex("00 00 0800 69000000"), Defect::none, 8, 105},
    {"with a field",         hex("00 00 0e00 69000000 0200 0200 0000"), Defect::none, 14, 105},
    {"a length below eight", hex("00 00 0700 69000000"), Defect::bad_header_length},
    {"nothing at all",       {}, Defect::truncated},
};
// clang-format on

void check_decode(void** state) {
  const Case& row = row_of<Case>(state);

  const auto [ppi, defect] = decode_ppi(row.octets);

  assert_int_equal(defect, row.defect);
  assert_int_equal(ppi.header_bytes, row.header_bytes);
  assert_int_equal(ppi.link_type, row.link_type);
}

}  // namespace

int main() {
  return run_table<Case>(kCases, check_decode);
}
