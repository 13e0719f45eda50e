#include "core/packet/gtp.h"

#include "tests/unit/hex.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

struct Case {
  const char* name;
  Octets octets;
  Defect defect;
  std::uint32_t header_bytes = 0;
  std::uint8_t message_type = 0;
  std::uint16_t length_bytes = 0;
  std::uint32_t teid = 0;
};

// clang-format off
const Case kCases[] = {
    {"a user packet",                       hex("30 ff 0014 00000007"),                             Defect::none, 8,  255, 20, 7},
    {"an echo request with its sequence",   hex("32 01 0004 00000000 0001 00 00"),                  Defect::none, 12, 1,   4,  0},
    {"a type of extension without its bit", hex("32 ff 0014 00000007 0001 00 85"),                  Defect::none, 12, 255, 20, 7},
    {"an extension header",                 hex("34 ff 0014 00000007 0000 00 85 01 10 09 00"),      Defect::none, 16, 255, 20, 7},
    {"two of them",                         hex("34 ff 0014 00000007 0000 00 85 01 10 09 c0 02 000000000000 00"), Defect::none, 24, 255, 20, 7},
    {"the extension bit, but none follows", hex("34 ff 0014 00000007 0000 00 00"),                  Defect::none, 12, 255, 20, 7},
    {"an extension header of no length",    hex("34 ff 0014 00000007 0000 00 85 00 10 09 00"),      Defect::bad_header_length},
    {"cut in an extension header",          hex("34 ff 0014 00000007 0000 00 85 01 10 09"),         Defect::truncated},
    {"cut before it",                       hex("34 ff 0014 00000007 0000 00 85"),                  Defect::truncated},
    {"cut in the optional fields",          hex("32 ff 0014 00000007 0000 00"),                     Defect::truncated},
    {"cut in the fixed part",               hex("30 ff 0014 000000"),                               Defect::truncated},
    {"version 2",                           hex("48 01 0004 00000000"),                             Defect::bad_version},
    {"nothing at all",                      {},                                                     Defect::truncated},
};
// clang-format on

void check_decode(void** state) {
  const Case& row = row_of<Case>(state);

  const auto [gtp, defect] = decode_gtp(row.octets);

  assert_int_equal(defect, row.defect);
  assert_int_equal(gtp.header_bytes, row.header_bytes);
  assert_int_equal(gtp.message_type, row.message_type);
  assert_int_equal(gtp.length_bytes, row.length_bytes);
  assert_int_equal(gtp.teid, row.teid);
  assert_int_equal(gtp.is_user_packet(), row.message_type == 255);
}

}  // namespace

int main() {
  return run_table<Case>(kCases, check_decode);
}
