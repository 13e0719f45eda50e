#include "core/packet/ipv6_fragment.h"

#include "tests/unit/hex.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

struct Case {
  const char* name;
  Octets octets;
  Defect defect;
  std::uint8_t next_header = 0;
  std::uint16_t offset = 0;
  bool more_fragments = false;
  std::uint32_t id = 0;
  bool is_fragment = false;
};

// clang-format off
const Case kCases[] = {
    {"the first",                    hex("06 00 0001 0a0b0c0d"),    Defect::none,      6, 0,    true,  0x0a0b0c0d, true},
    {"one in the middle",            hex("06 00 0599 0a0b0c0d"),    Defect::none,      6, 179,  true,  0x0a0b0c0d, true},
    {"the last",                     hex("11 00 fff8 0a0b0c0d"),    Defect::none,     17, 8191, false, 0x0a0b0c0d, true},
    {"atomic, RFC 6946",             hex("06 00 0000 0a0b0c0d 42"), Defect::none,      6, 0,    false, 0x0a0b0c0d, false},
    {"reserved bits count nothing",  hex("06 ff 0006 00000001"),    Defect::none,      6, 0,    false, 1,          false},
    {"seven octets",                 hex("06 00 0001 0a0b0c"),      Defect::truncated},
    {"nothing at all",               {},                            Defect::truncated},
};
// clang-format on

void check_decode(void** state) {
  const Case& row = row_of<Case>(state);

  const auto [fragment, defect] = decode_ipv6_fragment(row.octets);

  assert_int_equal(defect, row.defect);
  assert_int_equal(fragment.next_header, row.next_header);
  assert_int_equal(fragment.offset, row.offset);
  assert_int_equal(fragment.more_fragments, row.more_fragments);
  assert_int_equal(fragment.id, row.id);
  assert_int_equal(fragment.is_fragment(), row.is_fragment);
}

}  // namespace

int main() {
  return run_table<Case>(kCases, check_decode);
}
