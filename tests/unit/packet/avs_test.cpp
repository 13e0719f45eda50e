#include "core/packet/avs.h"

#include "tests/unit/hex.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

struct Case {
  const char* name;
  Octets octets;
  Defect defect;
  std::uint32_t header_bytes = 0;
  std::uint32_t cookie = 0;
};

// clang-format off
const Case kCases[] = {
    {"a header",             hex("80211001 0000000c 00000000"), Defect::none, 12, 0x80211001},
    {"a length below eight", hex("80211001 00000007"), Defect::bad_header_length, 7, 0x80211001},
    {"cut",                  hex("80211001 000000"), Defect::truncated},
    {"nothing at all",       {}, Defect::truncated},
};
// clang-format on

void check_decode(void** state) {
  const Case& row = row_of<Case>(state);

  const auto [avs, defect] = decode_avs(row.octets);

  assert_int_equal(defect, row.defect);
  assert_int_equal(avs.header_bytes, row.header_bytes);
  assert_int_equal(avs.cookie, row.cookie);
}

}  // namespace

int main() {
  return run_table<Case>(kCases, check_decode);
}
