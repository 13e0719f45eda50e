#include "core/packet/gre.h"

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
  std::uint8_t version = 0;
  bool has_sequence = false;
};

// clang-format off
const Case kCases[] = {
    {"nothing optional",                    hex("0000 0800"), Defect::none, 4, 0x0800},
    {"checksum",                            hex("8000 0800 00000000"), Defect::none, 8, 0x0800},
    {"key",                                 hex("2000 6558 00000007"), Defect::none, 8, 0x6558},
    {"key and sequence number",             hex("3000 88be 00000007 00000001"), Defect::none, 12, 0x88be, 0, true},
    {"PPTP: key, sequence, acknowledgment", hex("3081 880b 00040001 00000001 00000002"), Defect::none, 16, 0x880b, 1, true},
    {"version 0 has no acknowledgment",     hex("0080 0800"), Defect::none, 4, 0x0800},
    {"source routes",                       hex("4000 0800 00000000 0800 00 04 0a000001 0000 00 00"), Defect::none, 20, 0x0800},
    {"a source route with no end",          hex("4000 0800 00000000 0800 00 04 0a000001 0000"), Defect::truncated},
    {"cut in the key",                      hex("2000 6558 000000"), Defect::truncated},
    {"cut",                                 hex("0000 08"), Defect::truncated},
    {"nothing at all",                      {}, Defect::truncated},
};
// clang-format on

void check_decode(void** state) {
  const Case& row = row_of<Case>(state);

  const auto [gre, defect] = decode_gre(row.octets);

  assert_int_equal(defect, row.defect);
  assert_int_equal(gre.header_bytes, row.header_bytes);
  assert_int_equal(gre.type, row.type);
  assert_int_equal(gre.version, row.version);
  assert_int_equal(gre.has_sequence, row.has_sequence);
}

}  // namespace

int main() {
  return run_table<Case>(kCases, check_decode);
}
