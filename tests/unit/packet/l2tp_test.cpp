#include "core/packet/l2tp.h"

#include "tests/unit/hex.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

struct Case {
  const char* name;
  Octets octets;
  Defect defect;
  std::uint32_t header_bytes = 0;
  std::uint8_t version = 0;
  bool is_control = false;
  std::uint16_t tunnel_id = 0;
  std::uint16_t session_id = 0;
};

// clang-format off
const Case kCases[] = {
    {"data",                               hex("0002 0007 0008"), Defect::none, 6, 2, false, 7, 8},
    {"with a length and sequence numbers", hex("4802 0010 0007 0008 0001 0002"), Defect::none, 12, 2, false, 7, 8},
    {"with an offset",                     hex("0202 0007 0008 0003 000000"), Defect::none, 11, 2, false, 7, 8},
    {"control",                            hex("c802 000c 0007 0008 0001 0002"), Defect::none, 12, 2, true, 7, 8},
    {"version 3",                          hex("0003 0000 00000007"), Defect::bad_version, 0, 3},
    {"cut in the offset",                  hex("0202 0007 0008 0003 0000"), Defect::truncated},
    {"cut",                                hex("0002 0007 00"), Defect::truncated},
    {"nothing at all",                     {}, Defect::truncated},
};
// clang-format on

void check_decode(void** state) {
  const Case& row = row_of<Case>(state);

  const auto [l2tp, defect] = decode_l2tp(row.octets);

  assert_int_equal(defect, row.defect);
  assert_int_equal(l2tp.header_bytes, row.header_bytes);
  assert_int_equal(l2tp.version, row.version);
  assert_int_equal(l2tp.is_control, row.is_control);
  assert_int_equal(l2tp.tunnel_id, row.tunnel_id);
  assert_int_equal(l2tp.session_id, row.session_id);
}

}  // namespace

int main() {
  return run_table<Case>(kCases, check_decode);
}
