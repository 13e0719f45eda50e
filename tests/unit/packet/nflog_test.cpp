#include "core/packet/nflog.h"

#include "tests/unit/hex.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

struct Case {
  const char* name;
  Octets octets;
  Defect defect;
  std::uint32_t header_bytes = 0;
  std::uint8_t family = 0;
  std::uint32_t payload_bytes = 0;
};

// clang-format off
const Case kCases[] = {
    {"a payload",                         hex("02 00 0000 0600 0900 4500"), Defect::none, 8, 2, 2},
    {"behind attributes",                 hex("02 00 0000 0800 0100 08000100 0500 0a00 00 000000 0600 0900"), Defect::none, 24, 2, 2},
    {"of a machine of the other order",   hex("0a 00 0000 0008 0001 08000100 0006 0009"), Defect::none, 16, 10, 2},
    {"an attribute below its own header", hex("02 00 0000 0300 0100 08000100"), Defect::bad_length},
    {"cut in an attribute",               hex("02 00 0000 0800 0100 080001"), Defect::truncated},
    {"no payload",                        hex("02 00 0000 0800 0100 08000100"), Defect::truncated},
    {"nothing at all",                    {}, Defect::truncated},
};
// clang-format on

void check_decode(void** state) {
  const Case& row = row_of<Case>(state);

  const auto [nflog, defect] = decode_nflog(row.octets);

  assert_int_equal(defect, row.defect);
  assert_int_equal(nflog.header_bytes, row.header_bytes);
  assert_int_equal(nflog.family, row.family);
  assert_int_equal(nflog.payload_bytes, row.payload_bytes);
}

}  // namespace

int main() {
  return run_table<Case>(kCases, check_decode);
}
