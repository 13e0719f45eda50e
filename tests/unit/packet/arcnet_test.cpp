#include "core/packet/arcnet.h"

#include "tests/unit/hex.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

struct Case {
  const char* name;
  Octets octets;
  Defect defect;
  std::uint32_t header_bytes = 0;
  std::uint8_t protocol = 0;
  std::uint8_t split = 0;
};

// clang-format off
const Case kCases[] = {
    {"RFC 1201",                   hex("be 00 ea08 d4 00 0165"), Defect::none, 8, 212, 0},
    {"a piece",                    hex("be 00 ea08 d4 03 0165"), Defect::none, 8, 212, 3},
    {"RFC 1051",                   hex("be 00 ea08 f0"), Defect::none, 5, 240, 0},
    {"cut in the sequence number", hex("be 00 ea08 d4 00 01"), Defect::truncated},
    {"cut before the protocol",    hex("be 00 ea08"), Defect::truncated},
    {"nothing at all",             {}, Defect::truncated},
};
// clang-format on

void check_decode(void** state) {
  const Case& row = row_of<Case>(state);

  const auto [arcnet, defect] = decode_arcnet(row.octets);

  assert_int_equal(defect, row.defect);
  assert_int_equal(arcnet.header_bytes, row.header_bytes);
  assert_int_equal(arcnet.protocol, row.protocol);
  assert_int_equal(arcnet.split, row.split);
}

}  // namespace

int main() {
  return run_table<Case>(kCases, check_decode);
}
