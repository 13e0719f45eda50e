#include "core/packet/udp.h"

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
  std::uint16_t length_bytes = 0;
  std::uint16_t checksum = 0;
};

// clang-format off
const Case kCases[] = {
    {"whole datagram",            hex("bf00 0035 000a abcd 0102"), Defect::none,       48896, 53, 10, 0xabcd},
    {"nothing but the header",    hex("bf00 0035 0008 0000"),      Defect::none,       48896, 53, 8},
    {"snaplen cut the payload",   hex("bf00 0035 0040 0000 01"),   Defect::none,       48896, 53, 64},
    {"jumbogram, RFC 2675",       hex("bf00 0035 0000 0000 0102"), Defect::none,       48896, 53, 0},
    {"length below the header",   hex("bf00 0035 0007 0000 01"),   Defect::bad_length, 48896, 53, 7},
    {"seven octets",              hex("bf00 0035 000a 00"),        Defect::truncated,  48896, 53, 10},
    {"six: the length is kept",   hex("bf00 0035 000a"),           Defect::truncated,  48896, 53, 10},
    {"five: the ports are kept",  hex("bf00 0035 00"),             Defect::truncated,  48896, 53},
    {"four: the ports are kept",  hex("bf00 0035"),                Defect::truncated,  48896, 53},
    {"three octets",              hex("bf00 00"),                  Defect::truncated},
    {"nothing at all",            {},                              Defect::truncated},
};
// clang-format on

void check_decode(void** state) {
  const Case& row = row_of<Case>(state);

  const auto [udp, defect] = decode_udp(row.octets);

  assert_int_equal(defect, row.defect);
  assert_int_equal(udp.src_port, row.src_port);
  assert_int_equal(udp.dst_port, row.dst_port);
  assert_int_equal(udp.length_bytes, row.length_bytes);
  assert_int_equal(udp.checksum, row.checksum);
}

}  // namespace

int main() {
  return run_table<Case>(kCases, check_decode);
}
