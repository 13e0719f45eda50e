#include "core/packet/frame_relay.h"

#include "tests/unit/hex.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

struct Case {
  const char* name;
  Octets octets;
  Defect defect;
  std::uint32_t header_bytes = 0;
  std::uint32_t dlci = 0;
  std::uint8_t nlpid = 0;
  std::uint16_t ether_type = 0;
};

// clang-format off
const Case kCases[] = {
    {"IPv4",                         hex("18 41 03 cc"), Defect::none, 4, 100, 0xcc},
    {"padded",                       hex("18 41 03 00 80"), Defect::none, 5, 100, 0x80},
    {"Cisco's form",                 hex("18 61 0800"), Defect::none, 4, 102, 0, 0x0800},
    {"an address of four octets",    hex("18 40 00 01 03 cc"), Defect::none, 6, 100, 0xcc},
    {"an address that does not end", hex("18 40 00 00 03 cc"), Defect::bad_header_length},
    {"cut in the address",           hex("18 40"), Defect::truncated},
    {"cut behind the padding",       hex("18 41 03 00"), Defect::truncated},
    {"cut behind the control field", hex("18 41 03"), Defect::truncated},
    {"nothing at all",               {}, Defect::truncated},
};
// clang-format on

void check_decode(void** state) {
  const Case& row = row_of<Case>(state);

  const auto [frame, defect] = decode_frame_relay(row.octets);

  assert_int_equal(defect, row.defect);
  assert_int_equal(frame.header_bytes, row.header_bytes);
  assert_int_equal(frame.dlci, row.dlci);
  assert_int_equal(frame.nlpid, row.nlpid);
  assert_int_equal(frame.ether_type, row.ether_type);
}

}  // namespace

int main() {
  return run_table<Case>(kCases, check_decode);
}
