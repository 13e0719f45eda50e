#include "core/packet/ayiya.h"

#include "tests/unit/hex.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

struct Case {
  const char* name;
  Octets octets;
  Defect defect;
  std::uint32_t header_bytes = 0;
  std::uint8_t operation = 0;
  std::uint8_t next_header = 0;
};

// clang-format off
const Case kCases[] = {
    {"an identity of one octet, no signature", hex("01 00 11 29 00000001 aa"), Defect::none, 9, 1, 41},
    {"identity and signature",                 hex("22 21 11 29 00000001 aabbccdd 0011223344556677"), Defect::none, 20, 1, 41},
    {"no operation",                           hex("01 00 10 3b 00000001 aa"), Defect::none, 9, 0, 59},
    {"cut in the signature",                   hex("22 21 11 29 00000001 aabbccdd 00112233445566"), Defect::truncated},
    {"cut in the identity",                    hex("22 21 11 29 00000001 aabbcc"), Defect::truncated},
    {"nothing at all",                         {}, Defect::truncated},
};
// clang-format on

void check_decode(void** state) {
  const Case& row = row_of<Case>(state);

  const auto [ayiya, defect] = decode_ayiya(row.octets);

  assert_int_equal(defect, row.defect);
  assert_int_equal(ayiya.header_bytes, row.header_bytes);
  assert_int_equal(ayiya.operation, row.operation);
  assert_int_equal(ayiya.next_header, row.next_header);
}

}  // namespace

int main() {
  return run_table<Case>(kCases, check_decode);
}
