#include "core/packet/geneve.h"

#include "tests/unit/hex.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

struct Case {
  const char* name;
  Octets octets;
  Defect defect;
  std::uint32_t header_bytes = 0;
  std::uint16_t type = 0;
  std::uint32_t network = 0;
  std::uint8_t version = 0;
};

// clang-format off
const Case kCases[] = {
    {"no options",        hex("00 00 6558 00002a00"), Defect::none, 8, 0x6558, 42},
    {"an option",         hex("02 40 0800 00002a00 0102 80 01 00000000"), Defect::none, 16, 0x0800, 42},
    {"cut in the option", hex("02 40 0800 00002a00 0102 80 01 000000"), Defect::truncated},
    {"cut",               hex("00 00 6558 00002a"), Defect::truncated},
    {"another version",   hex("40 00 6558 00002a00"), Defect::bad_version, 0, 0, 0, 1},
    {"nothing at all",    {}, Defect::truncated},
};
// clang-format on

void check_decode(void** state) {
  const Case& row = row_of<Case>(state);

  const auto [geneve, defect] = decode_geneve(row.octets);

  assert_int_equal(defect, row.defect);
  assert_int_equal(geneve.header_bytes, row.header_bytes);
  assert_int_equal(geneve.type, row.type);
  assert_int_equal(geneve.network, row.network);
  assert_int_equal(geneve.version, row.version);
}

}  // namespace

int main() {
  return run_table<Case>(kCases, check_decode);
}
