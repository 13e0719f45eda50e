#include "core/packet/ah.h"

#include "tests/unit/hex.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

struct Case {
  const char* name;
  Octets octets;
  Defect defect;
  std::uint8_t next_header = 0;
  std::uint16_t header_bytes = 0;
  std::uint32_t spi = 0;
  std::uint32_t sequence = 0;
};

// clang-format off
const Case kCases[] = {
    {"with 12 octets of check value",     hex("06 04 0000 00000101 00000007") + zeros(12), Defect::none,              6,  24,   257, 7},
    {"with none",                         hex("11 01 0000 00000101 00000007"),             Defect::none,              17, 12,   257, 7},
    {"the check value is cut",            hex("06 04 0000 00000101 00000007") + zeros(11), Defect::truncated,         6,  24,   257, 7},
    {"the longest",                       hex("06 ff 0000 00000101 00000007") + zeros(12), Defect::truncated,         6,  1028, 257, 7},
    {"shorter than its own fixed part",   hex("06 00 0000 00000101 00000007"),             Defect::bad_header_length, 6,  8,    257, 7},
    {"eleven octets",                     hex("06 04 0000 00000101 000000"),               Defect::truncated},
    {"nothing at all",                    {},                                              Defect::truncated},
};
// clang-format on

void check_decode(void** state) {
  const Case& row = row_of<Case>(state);

  const auto [ah, defect] = decode_ah(row.octets);

  assert_int_equal(defect, row.defect);
  assert_int_equal(ah.next_header, row.next_header);
  assert_int_equal(ah.header_bytes, row.header_bytes);
  assert_int_equal(ah.spi, row.spi);
  assert_int_equal(ah.sequence, row.sequence);
}

}  // namespace

int main() {
  return run_table<Case>(kCases, check_decode);
}
