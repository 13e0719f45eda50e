#include "core/packet/raw_ip.h"

#include "tests/unit/hex.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

struct Case {
  const char* name;
  Octets octets;
  Defect defect;
  std::uint8_t version = 0;
};

// clang-format off
const Case kCases[] = {
    {"IPv4",                 hex("45"), Defect::none,        4},
    {"IPv6",                 hex("60"), Defect::none,        6},
    {"neither",              hex("50"), Defect::bad_version, 5},
    {"nothing at all",       {},        Defect::truncated},
};
// clang-format on

void check_decode(void** state) {
  const Case& row = row_of<Case>(state);

  const auto [raw, defect] = decode_raw_ip(row.octets);

  assert_int_equal(defect, row.defect);
  assert_int_equal(raw.version, row.version);
}

}  // namespace

int main() {
  return run_table<Case>(kCases, check_decode);
}
