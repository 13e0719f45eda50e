#include "core/packet/ipv6_routing.h"

#include "tests/unit/hex.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

const Octets kFirst = hex("20010db8 00000000 00000000 0000000a");
const Octets kSecond = hex("20010db8 00000000 00000000 0000000b");

struct Case {
  const char* name;
  Octets octets;
  Defect defect;
  std::uint16_t header_bytes = 0;
  std::uint8_t segments_left = 0;
  Octets final_dst = {};  // empty: it is there, or unknown
};

// clang-format off
const Case kCases[] = {
    {"a source route ends with its last",    hex("06 04 00 01 00000000") + kFirst + kSecond,          Defect::none,      40, 1, kSecond},
    {"and is there with none left",          hex("06 04 00 00 00000000") + kFirst + kSecond,          Defect::none,      40, 0},
    {"more left than there are",             hex("06 04 00 07 00000000") + kFirst + kSecond,          Defect::none,      40, 7, kSecond},
    {"a mobile node has one address",        hex("06 02 02 01 00000000") + kFirst,                    Defect::none,      24, 1, kFirst},
    {"and no second",                        hex("06 04 02 01 00000000") + kFirst + kSecond,          Defect::none,      40, 1, kFirst},
    {"a segment list runs backwards",        hex("06 04 04 01 01000000") + kFirst + kSecond,          Defect::none,      40, 1, kFirst},
    {"and is there with none left (SRv6)",   hex("06 04 04 00 01000000") + kFirst + kSecond,          Defect::none,      40, 0},
    {"compressed addresses are unknown",     hex("06 04 03 01 00000000") + kFirst + kSecond,          Defect::none,      40, 1},
    {"a type of tomorrow",                   hex("06 04 c8 01 00000000") + kFirst + kSecond,          Defect::none,      40, 1},
    {"no room for an address",               hex("06 00 00 01 00000000") + kFirst,                    Defect::none,      8,  1},
    {"an address and a half",                hex("06 03 00 01 00000000") + kFirst + zeros(8),         Defect::none,      32, 1, kFirst},
    {"cut: the end is unknown",              cut(hex("06 04 00 01 00000000") + kFirst + kSecond, 39), Defect::truncated, 40, 1},
    {"cut behind its fixed part",            hex("06 04 00 01"),                                      Defect::truncated, 40, 1},
    {"three octets",                         hex("06 04 00"),                                         Defect::truncated},
    {"nothing at all",                       {},                                                      Defect::truncated},
};
// clang-format on

void check_decode(void** state) {
  const Case& row = row_of<Case>(state);

  const auto [routing, defect] = decode_ipv6_routing(row.octets);

  assert_int_equal(defect, row.defect);
  assert_int_equal(routing.header_bytes, row.header_bytes);
  assert_int_equal(routing.segments_left, row.segments_left);
  const IpAddress wanted =
      row.final_dst.empty() ? IpAddress{} : IpAddress::v6(row.final_dst.data());
  assert_true(routing.final_dst == wanted);
}

}  // namespace

int main() {
  return run_table<Case>(kCases, check_decode);
}
