#include "core/packet/arp.h"

#include "tests/unit/hex.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

struct Case {
  const char* name;
  Octets octets;
  Defect defect;
  std::uint16_t operation = 0;
  std::uint16_t protocol_type = 0;
  std::uint8_t hardware_address_bytes = 0;
};

// clang-format off
const Case kCases[] = {
    {"a request",                  hex("0001 0800 06 04 0001") + zeros(20), Defect::none,      1, 0x0800, 6},
    {"a reply",                    hex("0001 0800 06 04 0002") + zeros(20), Defect::none,      2, 0x0800, 6},
    {"padding behind it",          hex("0001 0800 06 04 0002") + zeros(38), Defect::none,      2, 0x0800, 6},
    {"addresses of no size",       hex("0001 0800 00 00 0001"),             Defect::none,      1, 0x0800, 0},
    {"the addresses are cut",      hex("0001 0800 06 04 0001") + zeros(19), Defect::truncated, 1, 0x0800, 6},
    {"addresses of 255 are cut",   hex("0001 0800 ff ff 0001") + zeros(20), Defect::truncated, 1, 0x0800, 255},
    {"seven octets",               hex("0001 0800 06 04 00"),               Defect::truncated},
    {"nothing at all",             {},                                      Defect::truncated},
};
// clang-format on

void check_decode(void** state) {
  const Case& row = row_of<Case>(state);

  const auto [arp, defect] = decode_arp(row.octets);

  assert_int_equal(defect, row.defect);
  assert_int_equal(arp.operation, row.operation);
  assert_int_equal(arp.protocol_type, row.protocol_type);
  assert_int_equal(arp.hardware_address_bytes, row.hardware_address_bytes);
}

}  // namespace

int main() {
  return run_table<Case>(kCases, check_decode);
}
