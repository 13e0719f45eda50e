#include "core/packet/sctp.h"

#include "tests/unit/hex.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

struct Case {
  const char* name;
  Octets octets;
  Defect defect;
  std::uint16_t src_port = 0;
  std::uint16_t dst_port = 0;
  std::uint32_t verification_tag = 0;
  std::uint32_t checksum = 0;
};

// clang-format off
const Case kCases[] = {
    {"a header and a chunk",      hex("0b59 0b5a 00000e50 53c30590 00030018"), Defect::none, 2905, 2906, 0xe50, 0x53c30590},
    {"a header alone",            hex("0b59 0b5a 00000000 00000001"), Defect::none,      2905, 2906, 0, 1},
    {"eleven: the ports are kept", hex("0b59 0b5a 00000e50 53c305"),  Defect::truncated, 2905, 2906},
    {"four: the ports are kept",  hex("0b59 0b5a"),                   Defect::truncated, 2905, 2906},
    {"three octets",              hex("0b59 0b"),                     Defect::truncated},
    {"nothing at all",            {},                                 Defect::truncated},
};
// clang-format on

void check_decode(void** state) {
  const Case& row = row_of<Case>(state);

  const auto [sctp, defect] = decode_sctp(row.octets);

  assert_int_equal(defect, row.defect);
  assert_int_equal(sctp.src_port, row.src_port);
  assert_int_equal(sctp.dst_port, row.dst_port);
  assert_int_equal(sctp.verification_tag, row.verification_tag);
  assert_int_equal(sctp.checksum, row.checksum);
}

}  // namespace

int main() {
  return run_table<Case>(kCases, check_decode);
}
