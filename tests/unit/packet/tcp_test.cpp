#include "core/packet/tcp.h"

#include "tests/unit/hex.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

struct Case {
  const char* name;
  Octets octets;
  Defect defect;
  std::uint16_t dst_port = 0;
  std::uint32_t seq = 0;
  std::uint32_t ack = 0;
  std::uint8_t header_bytes = 0;
  std::uint16_t flags = 0;
  std::uint16_t window = 0;
  std::size_t options_bytes = 0;
};

const Octets kWhole = hex("bf00 01bb fffffffe 00000001 5018 0200 0000 0000");

// clang-format off
const Case kCases[] = {
    {"a header",                      kWhole,                                                                  Defect::none,              443, 0xfffffffe, 1, 20, 0x018, 512},
    {"all twelve flag bits",          hex("bf00 01bb fffffffe 00000001 5fff 0200 0000 0000"),                  Defect::none,              443, 0xfffffffe, 1, 20, 0xfff, 512},
    {"with options",                  hex("bf00 01bb fffffffe 00000001 6002 0200 0000 0000 020405b4"),         Defect::none,              443, 0xfffffffe, 1, 24, 0x002, 512, 4},
    {"the longest options",           hex("bf00 01bb fffffffe 00000001 f002 0200 0000 0000") + zeros(40),      Defect::none,              443, 0xfffffffe, 1, 60, 0x002, 512, 40},
    {"payload is no option",          kWhole + hex("42"),                                                      Defect::none,              443, 0xfffffffe, 1, 20, 0x018, 512},
    {"the options are cut",           hex("bf00 01bb fffffffe 00000001 7002 0200 0000 0000 020405b4"),         Defect::truncated,         443, 0xfffffffe, 1, 28, 0x002, 512, 4},
    {"data offset below 20",          hex("bf00 01bb fffffffe 00000001 4018 0200 0000 0000"),                  Defect::bad_header_length, 443, 0xfffffffe, 1, 16, 0x018, 512},
    {"data offset 0",                 hex("bf00 01bb fffffffe 00000001 0018 0200 0000 0000"),                  Defect::bad_header_length, 443, 0xfffffffe, 1, 0,  0x018, 512},
    {"cut behind the window",         cut(kWhole, 16),                                                         Defect::truncated,         443, 0xfffffffe, 1, 20, 0x018, 512},
    {"cut behind the flags",          cut(kWhole, 14),                                                         Defect::truncated,         443, 0xfffffffe, 1, 20, 0x018},
    {"cut before the flags",          cut(kWhole, 13),                                                         Defect::truncated,         443},
    {"cut behind the ports",          cut(kWhole, 4),                                                          Defect::truncated,         443},
    {"three octets",                  cut(kWhole, 3),                                                          Defect::truncated},
    {"nothing at all",                {},                                                                      Defect::truncated},
};
// clang-format on

void check_decode(void** state) {
  const Case& row = row_of<Case>(state);

  const auto [tcp, defect] = decode_tcp(row.octets);

  assert_int_equal(defect, row.defect);
  assert_int_equal(tcp.dst_port, row.dst_port);
  assert_int_equal(tcp.seq, row.seq);
  assert_int_equal(tcp.ack, row.ack);
  assert_int_equal(tcp.header_bytes, row.header_bytes);
  assert_int_equal(tcp.flags, row.flags);
  assert_int_equal(tcp.window, row.window);
  assert_int_equal(tcp.options.size(), row.options_bytes);
}

struct TimestampsCase {
  const char* name;
  Octets options;
  bool there;
  std::uint32_t val = 0;
  std::uint32_t ecr = 0;
};

// clang-format off
const TimestampsCase kTimestampsCases[] = {
    {"aligned, as most send them",    hex("0101 080a 0000000b 00000016"),                            true, 11, 22},
    {"first of all",                  hex("080a ffffffff 00000000 0000"),                            true, 0xffffffff, 0},
    {"behind others",                 hex("020405b4 0402 080a 0000000b 00000016 01 030307"),         true, 11, 22},
    {"the first of two",              hex("080a 0000000b 00000016 080a 00000021 0000002c"),          true, 11, 22},
    {"an odd length is another option", hex("0809 0000000b 000000 080a 00000021 0000002c 00"),       true, 33, 44},
    {"behind the end of the list",    hex("00 01 080a 0000000b 00000016"),                           false},
    {"behind a length of 0",          hex("0500 080a 0000000b 00000016"),                            false},
    {"behind a length of 1",          hex("0501 080a 0000000b 00000016"),                            false},
    {"longer than the header",        hex("0101 080a 0000000b 0000"),                                false},
    {"a kind without a length",       hex("010101 08"),                                              false},
    {"no options",                    {},                                                            false},
};
// clang-format on

void check_timestamps(void** state) {
  const TimestampsCase& row = row_of<TimestampsCase>(state);

  const auto timestamps = tcp_timestamps(row.options);

  assert_int_equal(timestamps.has_value(), row.there);
  if (!timestamps) return;
  assert_int_equal(timestamps->val, row.val);
  assert_int_equal(timestamps->ecr, row.ecr);
}

}  // namespace

int main() {
  const int failed = run_table<Case>(kCases, check_decode);
  return failed + run_table<TimestampsCase>(kTimestampsCases, check_timestamps);
}
