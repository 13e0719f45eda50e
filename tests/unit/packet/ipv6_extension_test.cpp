#include "core/packet/ipv6_extension.h"

#include "tests/unit/hex.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

struct Case {
  const char* name;
  Octets octets;
  Defect defect;
  std::uint8_t next_header = 0;
  std::uint16_t header_bytes = 0;
};

// clang-format off
const Case kCases[] = {
    {"the shortest",                hex("06 00 01 04 00000000"),      Defect::none,      6,  8},
    {"more behind it",              hex("06 00 01 04 00000000 4242"), Defect::none,      6,  8},
    {"sixteen octets",              hex("3c 01") + zeros(14),         Defect::none,      60, 16},
    {"the longest",                 hex("06 ff") + zeros(2046),       Defect::none,      6,  2048},
    {"cut",                         hex("06 01") + zeros(13),         Defect::truncated, 6,  16},
    {"cut behind its fixed part",   hex("06 00"),                     Defect::truncated, 6,  8},
    {"one octet",                   hex("06"),                        Defect::truncated},
    {"nothing at all",              {},                               Defect::truncated},
};
// clang-format on

void check_decode(void** state) {
  const Case& row = row_of<Case>(state);

  const auto [extension, defect] = decode_ipv6_extension(row.octets);

  assert_int_equal(defect, row.defect);
  assert_int_equal(extension.next_header, row.next_header);
  assert_int_equal(extension.header_bytes, row.header_bytes);
}

struct JumboCase {
  const char* name;
  Octets octets;
  std::optional<std::uint32_t> payload_bytes;
};

// clang-format off
const JumboCase kJumboCases[] = {
    {"a jumbo payload",                 hex("06 00 c2 04 00010000"),                   65536},
    {"the largest",                     hex("06 00 c2 04 ffffffff"),                   0xffffffff},
    {"behind padding",                  hex("06 01 00 00 01 02 0000 c2 04 00012345 00 00"), 0x12345},
    {"less than a jumbogram",           hex("06 00 c2 04 0000ffff"),                   {}},
    {"of another length",               hex("06 00 c2 03 000100 00"),                  {}},
    {"padding alone",                   hex("06 00 01 04 00000000"),                   {}},
    {"longer than the header",          hex("06 00 01 01 00 c2 04 00") + hex("010000"), {}},
    {"a type without a length",         hex("06 00 01 03 000000 c2"),                  {}},
    {"the header is cut",               hex("06 00 c2 04 000100"),                     {}},
    {"nothing at all",                  {},                                            {}},
};
// clang-format on

void check_jumbo(void** state) {
  const JumboCase& row = row_of<JumboCase>(state);
  assert_true(jumbo_payload_bytes(row.octets) == row.payload_bytes);
}

}  // namespace

int main() {
  const int failed = run_table<Case>(kCases, check_decode);
  return failed + run_table<JumboCase>(kJumboCases, check_jumbo);
}
