#include "core/packet/capwap.h"

#include "tests/unit/hex.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

struct Case {
  const char* name;
  Octets octets;
  Defect defect;
  std::uint32_t header_bytes = 0;
  bool is_native = false;
  bool is_fragment = false;
  bool is_keep_alive = false;
  bool is_encrypted = false;
};

// clang-format off
const Case kCases[] = {
    {"an 802.11 frame",         hex("00 100300 0000 0000"), Defect::none, 8, true},
    {"an Ethernet frame",       hex("00 100200 0000 0000"), Defect::none, 8},
    {"what the radio heard",    hex("00 200320 0000 0000 04 bf23000000 0000"), Defect::none, 16, true},
    {"a fragment",              hex("00 100380 0000 0000"), Defect::none, 8, true, true},
    {"a keep-alive",            hex("00 100208 0000 0000"), Defect::none, 8, false, false, true},
    {"DTLS",                    hex("01 000000"), Defect::none, 4, false, false, false, true},
    {"a header of four octets", hex("00 080300 0000 0000"), Defect::bad_header_length},
    {"cut",                     hex("00 200320 0000 0000 04 bf23000000 00"), Defect::truncated},
    {"DTLS cut",                hex("01 0000"), Defect::truncated},
    {"nothing at all",          {}, Defect::truncated},
};
// clang-format on

void check_decode(void** state) {
  const Case& row = row_of<Case>(state);

  const auto [capwap, defect] = decode_capwap(row.octets);

  assert_int_equal(defect, row.defect);
  assert_int_equal(capwap.header_bytes, row.header_bytes);
  assert_int_equal(capwap.is_native, row.is_native);
  assert_int_equal(capwap.is_fragment, row.is_fragment);
  assert_int_equal(capwap.is_keep_alive, row.is_keep_alive);
  assert_int_equal(capwap.is_encrypted, row.is_encrypted);
}

}  // namespace

int main() {
  return run_table<Case>(kCases, check_decode);
}
