#include "core/packet/ipv4.h"

#include "tests/unit/hex.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

const Octets kAddresses = hex("c0000201 c6336405");

struct Case {
  const char* name;
  Octets octets;
  Defect defect;
  std::uint8_t header_bytes = 0;
  std::uint16_t total_bytes = 0;
  std::size_t options_bytes = 0;
};

// clang-format off
const Case kCases[] = {
    {"a header",                       hex("45 28 0028 1234 4000 40 06 0000") + kAddresses,              Defect::none,              20, 40},
    {"with options",                   hex("46 28 0028 1234 4000 40 06 0000") + kAddresses + hex("01010100"), Defect::none,         24, 40, 4},
    {"the longest options",            hex("4f 28 0050 1234 4000 40 06 0000") + kAddresses + zeros(40),  Defect::none,              60, 80, 40},
    {"total length 0 is left to the network card", hex("45 28 0000 1234 4000 40 06 0000") + kAddresses,  Defect::none,              20, 0},
    {"total length beyond the bytes",  hex("45 28 ffff 1234 4000 40 06 0000") + kAddresses,              Defect::none,              20, 65535},
    {"total length of the header",     hex("45 28 0014 1234 4000 40 06 0000") + kAddresses,              Defect::none,              20, 20},
    {"total length below the header",  hex("45 28 0013 1234 4000 40 06 0000") + kAddresses,              Defect::bad_length,        20, 19},
    {"below its options",              hex("46 28 0016 1234 4000 40 06 0000") + kAddresses + zeros(4),   Defect::bad_length,        24, 22, 4},
    {"the options are cut",            hex("47 28 0028 1234 4000 40 06 0000") + kAddresses + zeros(3),   Defect::truncated,         28, 40, 3},
    {"header length below 20",         hex("44 28 0028 1234 4000 40 06 0000") + kAddresses,              Defect::bad_header_length, 16, 40},
    {"header length 0",                hex("40 28 0028 1234 4000 40 06 0000") + kAddresses,              Defect::bad_header_length, 0,  40},
    {"another version",                hex("55 28 0028 1234 4000 40 06 0000") + kAddresses,              Defect::bad_version,       20, 40},
    {"nineteen octets",                cut(hex("45 28 0028 1234 4000 40 06 0000") + kAddresses, 19),     Defect::truncated},
    {"nothing at all",                 {},                                                               Defect::truncated},
};
// clang-format on

void check_lengths(void** state) {
  const Case& row = row_of<Case>(state);

  const auto [ip, defect] = decode_ipv4(row.octets);

  assert_int_equal(defect, row.defect);
  assert_int_equal(ip.header_bytes, row.header_bytes);
  assert_int_equal(ip.total_bytes, row.total_bytes);
  assert_int_equal(ip.options.size(), row.options_bytes);
}

void every_other_field_is_read(void**) {
  const Ipv4 ip = decode_ipv4(hex("45 b8 0028 1234 4000 3f 11 0000") + kAddresses).header;
  assert_int_equal(ip.dscp, 46);
  assert_int_equal(ip.id, 0x1234);
  assert_int_equal(ip.ttl, 63);
  assert_int_equal(ip.protocol, 17);
  assert_true(ip.src == IpAddress::v4(hex("c0000201").data()));
  assert_true(ip.dst == IpAddress::v4(hex("c6336405").data()));
}

struct FragmentCase {
  const char* name;
  Octets field;
  bool is_fragment;
  std::uint16_t offset;
};

// clang-format off
const FragmentCase kFragmentCases[] = {
    {"don't fragment is no fragment",  hex("4000"), false, 0},
    {"the reserved bit is none",       hex("8000"), false, 0},
    {"the first",                      hex("2000"), true,  0},
    {"one in the middle",              hex("20b9"), true,  185},
    {"the last",                       hex("1fff"), true,  8191},
};
// clang-format on

void check_fragment(void** state) {
  const FragmentCase& row = row_of<FragmentCase>(state);
  const Ipv4 ip =
      decode_ipv4(hex("45 00 0028 1234") + row.field + hex("40 06 0000") + kAddresses).header;
  assert_int_equal(ip.is_fragment(), row.is_fragment);
  assert_int_equal(ip.fragment_offset, row.offset);
}

struct RouteCase {
  const char* name;
  Octets options;
  const char* end;  // of the route, in hex; empty: none
};

// clang-format off
const RouteCase kRouteCases[] = {
    {"no options",                        {},                                         ""},
    {"loose, not used",                   hex("83 0b 04 01010101 02020202 00"),       "02020202"},
    {"strict, not used",                  hex("01 89 07 04 01010101"),                "01010101"},
    {"one address used",                  hex("83 0b 08 01010101 02020202 00"),       "02020202"},
    {"used up",                           hex("83 0b 0c 01010101 02020202 00"),       ""},
    {"the pointer is between addresses",  hex("83 0b 05 01010101 02020202 00"),       ""},
    {"the pointer is before the first",   hex("83 0b 02 01010101 02020202 00"),       ""},
    {"too short for an address",          hex("83 03 04 00"),                         ""},
    {"the first of two counts",           hex("83 07 04 01010101 83 07 04 02020202"), "01010101"},
    {"behind another option",             hex("44 04 05 00 83 07 04 01010101 00"),    "01010101"},
    {"behind the end of the options",     hex("00 83 07 04 01010101"),                ""},
    {"behind an option without length",   hex("44 00 83 07 04 01010101"),             ""},
    {"longer than the options",           hex("83 0b 04 01010101"),                   ""},
    {"cut behind its type",               hex("01 83"),                               ""},
};
// clang-format on

void check_route(void** state) {
  const RouteCase& row = row_of<RouteCase>(state);
  const Octets wanted = hex(row.end);

  const auto end = source_route_end(row.options);

  assert_int_equal(end.has_value(), !wanted.empty());
  if (end) assert_true(*end == IpAddress::v4(wanted.data()));
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {cmocka_unit_test(every_other_field_is_read)};
  int failed = cmocka_run_group_tests(tests, nullptr, nullptr);
  failed += run_table<Case>(kCases, check_lengths);
  failed += run_table<FragmentCase>(kFragmentCases, check_fragment);
  return failed + run_table<RouteCase>(kRouteCases, check_route);
}
