#include "core/packet/ipv6.h"

#include "tests/unit/hex.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

const Octets kSrc = hex("20010db8 00000000 00000000 00000001");
const Octets kDst = hex("20010db8 00000000 00000000 00000002");

struct Case {
  const char* name;
  Octets octets;
  Defect defect;
  std::uint8_t dscp = 0;
  std::uint32_t flow_label = 0;
  std::uint16_t payload_bytes = 0;
  std::uint8_t next_header = 0;
  std::uint8_t hop_limit = 0;
};

// clang-format off
const Case kCases[] = {
    {"a header",                    hex("60000000 0014 06 40") + kSrc + kDst,          Defect::none,        0,  0,       20,    6,  64},
    {"traffic class, flow label",   hex("6b8fffff 0014 11 ff") + kSrc + kDst,          Defect::none,        46, 0xfffff, 20,    17, 255},
    {"payload length 0",            hex("60000000 0000 3b 40") + kSrc + kDst,          Defect::none,        0,  0,       0,     59, 64},
    {"payload beyond the bytes",    hex("60000000 ffff 06 40") + kSrc + kDst,          Defect::none,        0,  0,       65535, 6,  64},
    {"another version",             hex("40000000 0014 06 40") + kSrc + kDst,          Defect::bad_version, 0,  0,       20,    6,  64},
    {"39 octets",                   cut(hex("60000000 0014 06 40") + kSrc + kDst, 39), Defect::truncated},
    {"nothing at all",              {},                                                Defect::truncated},
};
// clang-format on

void check_decode(void** state) {
  const Case& row = row_of<Case>(state);

  const auto [ip, defect] = decode_ipv6(row.octets);

  assert_int_equal(defect, row.defect);
  assert_int_equal(ip.dscp, row.dscp);
  assert_int_equal(ip.flow_label, row.flow_label);
  assert_int_equal(ip.payload_bytes, row.payload_bytes);
  assert_int_equal(ip.next_header, row.next_header);
  assert_int_equal(ip.hop_limit, row.hop_limit);
  if (defect == Defect::truncated) return;
  assert_true(ip.src == IpAddress::v6(kSrc.data()));
  assert_true(ip.dst == IpAddress::v6(kDst.data()));
}

}  // namespace

int main() {
  return run_table<Case>(kCases, check_decode);
}
