#include "core/packet/radiotap.h"

#include "tests/unit/hex.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

struct Case {
  const char* name;
  Octets octets;
  Defect defect;
  std::uint32_t header_bytes = 0;
  bool is_padded = false;
};

// clang-format off
const Case kCases[] = {
    {"nothing but the header",               hex("00 00 0800 00000000"), Defect::none, 8},
    {"flags",                                hex("00 00 0900 02000000 20"), Defect::none, 9, true},
    {"other flags",                          hex("00 00 0900 02000000 10"), Defect::none, 9, false},
    {"flags behind the time",                hex("00 00 1100 03000000 0000000000000000 20"), Defect::none, 17, true},
    {"the time is aligned behind two masks", hex("00 00 1900 03000080 00000000 00000000 0000000000000000 20"), Defect::none, 25, true},
    {"flags beyond its length",              hex("00 00 0800 02000000 20"), Defect::none, 8, false},
    {"a length below eight",                 hex("00 00 0700 00000000"), Defect::bad_header_length},
    {"cut",                                  hex("00 00 0900 02000000"), Defect::truncated},
    {"nothing at all",                       {}, Defect::truncated},
};
// clang-format on

void check_decode(void** state) {
  const Case& row = row_of<Case>(state);

  const auto [radiotap, defect] = decode_radiotap(row.octets);

  assert_int_equal(defect, row.defect);
  assert_int_equal(radiotap.header_bytes, row.header_bytes);
  assert_int_equal(radiotap.is_padded, row.is_padded);
}

}  // namespace

int main() {
  return run_table<Case>(kCases, check_decode);
}
