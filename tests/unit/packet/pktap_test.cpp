#include "core/packet/pktap.h"

#include "tests/unit/hex.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

struct Case {
  const char* name;
  Octets octets;
  Defect defect;
  std::uint32_t header_bytes = 0;
  std::uint32_t record_type = 0;
  std::uint32_t link_type = 0;
};

// clang-format off
const Case kCases[] = {
    {"a frame",                  hex("10000000 01000000 01000000 65746800"), Defect::none, 16, 1, 1},
    {"a length below its own",   hex("0b000000 01000000 01000000"), Defect::bad_header_length},
    {"cut behind the link type", hex("10000000 01000000 01000000"), Defect::truncated, 16, 1, 1},
    {"nothing at all",           {}, Defect::truncated},
};
// clang-format on

void check_decode(void** state) {
  const Case& row = row_of<Case>(state);

  const auto [pktap, defect] = decode_pktap(row.octets);

  assert_int_equal(defect, row.defect);
  assert_int_equal(pktap.header_bytes, row.header_bytes);
  assert_int_equal(pktap.record_type, row.record_type);
  assert_int_equal(pktap.link_type, row.link_type);
}

}  // namespace

int main() {
  return run_table<Case>(kCases, check_decode);
}
