#include "core/packet/llc.h"

#include "tests/unit/hex.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

struct Case {
  const char* name;
  Octets octets;
  Defect defect;
  std::uint8_t header_bytes = 0;
  std::uint32_t snap_oui = 0;
  std::uint16_t snap_type = 0;
  bool has_ether_type = false;
  bool is_information = true;
};

// clang-format off
const Case kCases[] = {
    {"SNAP with an EtherType",       hex("aa aa 03 000000 0800"), Defect::none, 8, 0,        0x0800, true},
    {"Cisco's bridging",             hex("aa aa 03 0000f8 0800"), Defect::none, 8, 0x0000f8, 0x0800, true},
    {"AppleTalk's",                  hex("aa aa 03 080007 809b"), Defect::none, 8, 0x080007, 0x809b, true},
    {"Cisco's own numbers",          hex("aa aa 03 00000c 2000"), Defect::none, 8, 0x00000c, 0x2000, false},
    {"a response",                   hex("aa ab 03 000000 0800"), Defect::none, 8, 0,        0x0800, true},
    {"SNAP with a sequence number",  hex("aa aa 00 00 000000 0800"), Defect::none, 9, 0,     0x0800, true},
    {"spanning tree",                hex("42 42 03"),             Defect::none, 3},
    {"a numbered information frame", hex("f0 f0 00 02"),          Defect::none, 4},
    {"a receipt is none",            hex("f0 f0 01 02"),          Defect::none, 4, 0, 0, false, false},
    {"nor is a test",                hex("00 01 e3"),             Defect::none, 3, 0, 0, false, false},
    {"cut in SNAP",                  hex("aa aa 03 000000 08"),   Defect::truncated},
    {"cut in the control field",     hex("f0 f0 01"),             Defect::truncated},
    {"nothing at all",               {},                          Defect::truncated},
};
// clang-format on

void check_decode(void** state) {
  const Case& row = row_of<Case>(state);

  const auto [llc, defect] = decode_llc(row.octets);

  assert_int_equal(defect, row.defect);
  assert_int_equal(llc.header_bytes, row.header_bytes);
  assert_int_equal(llc.snap_oui, row.snap_oui);
  assert_int_equal(llc.snap_type, row.snap_type);
  assert_int_equal(llc.has_ether_type(), row.has_ether_type);
  if (defect == Defect::none) assert_int_equal(llc.is_information(), row.is_information);
}

}  // namespace

int main() {
  return run_table<Case>(kCases, check_decode);
}
