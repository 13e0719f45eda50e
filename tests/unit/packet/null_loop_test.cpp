#include "core/packet/null_loop.h"

#include "tests/unit/hex.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

struct Case {
  const char* name;
  Octets octets;
  Defect defect;
  bool is_ipv4 = false;
  bool is_ipv6 = false;
  std::uint16_t ether_type = 0;
};

// clang-format off
const Case kCases[] = {
    {"IPv4, little-endian",                   hex("02000000"), Defect::none, true},
    {"IPv4, big-endian",                      hex("00000002"), Defect::none, true},
    {"IPv4, 16 bits first, big-endian",       hex("00020000"), Defect::none, true},
    {"IPv4, 16 bits last, little-endian",     hex("00000200"), Defect::none, true},
    {"IPv6 of NetBSD and OpenBSD",            hex("18000000"), Defect::none, false, true},
    {"IPv6 of FreeBSD",                       hex("0000001c"), Defect::none, false, true},
    {"IPv6 of Darwin",                        hex("1e000000"), Defect::none, false, true},
    {"10 is no IPv6 on a BSD",                hex("0a000000"), Defect::none},
    {"AppleTalk is neither",                  hex("10000000"), Defect::none},
    {"an EtherType behind two zeros",         hex("00000800"), Defect::none, false, false, 0x0800},
    {"an EtherType behind two other octets",  hex("0f000800"), Defect::none, false, false, 0x0800},
    {"an EtherType of IPv6",                  hex("000086dd"), Defect::none, false, false, 0x86dd},
    {"a small number there is no family",     hex("0f000002"), Defect::none, false, false, 0x0002},
    {"PPP in HDLC framing is neither",        hex("ff030021"), Defect::none, false, false, 0x0021},
    {"three octets",                          hex("020000"),   Defect::truncated},
    {"nothing at all",                        {},              Defect::truncated},
};
// clang-format on

void check_decode(void** state) {
  const Case& row = row_of<Case>(state);

  const auto [header, defect] = decode_null_loop(row.octets);

  assert_int_equal(defect, row.defect);
  assert_int_equal(header.is_ipv4(), row.is_ipv4);
  assert_int_equal(header.is_ipv6(), row.is_ipv6);
  assert_int_equal(header.is_ether_type(), row.ether_type != 0);
  if (header.is_ether_type()) assert_int_equal(header.ether_type(), row.ether_type);
}

}  // namespace

int main() {
  return run_table<Case>(kCases, check_decode);
}
