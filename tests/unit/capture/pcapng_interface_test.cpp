#include "core/capture/pcapng_interface.h"

#include "tests/unit/capture/files.h"
#include "tests/unit/testing.h"

using namespace flowstat;
using namespace files;

namespace {

struct TimeCase {
  const char* name;
  std::uint8_t resolution;
  std::int64_t offset_s;
  std::uint64_t ticks;
  std::optional<std::int64_t> ns;
};

// clang-format off
const TimeCase kTimes[] = {
    {"microseconds",                           6,    0,            1'000'002,              1'000'002'000},
    {"seconds",                                0,    0,            7,                      7'000'000'000},
    {"nanoseconds",                            9,    0,            7,                      7},
    {"finer than that is rounded down",        12,   0,            1999,                   1},
    {"much finer",                             18,   0,            UINT64_MAX,             18'446'744'073},
    {"finer than any tick is long",            47,   0,            UINT64_MAX,             0},
    {"10^-48 s",                               48,   0,            UINT64_MAX,             0},
    {"10^-127 s",                              127,  0,            UINT64_MAX,             0},
    {"2^0 s",                                  0x80, 0,            7,                      7'000'000'000},
    {"2^-1 s",                                 0x81, 0,            3,                      1'500'000'000},
    {"2^-20 s",                                0x94, 0,            1,                      953},
    {"2^-32 s",                                0xa0, 0,            0x1'8000'0000,          1'500'000'000},
    {"2^-64 s",                                0xc0, 0,            1ULL << 63,             500'000'000},
    {"2^-127 s",                               0xff, 0,            UINT64_MAX,             0},
    {"an offset is added",                     6,    1'700'000'000, 1,                     1'700'000'000'000'001'000},
    {"an offset below zero",                   6,    -1,           1,                      -999'999'000},
    {"the last that int64 holds",              9,    0,            INT64_MAX,              INT64_MAX},
    {"one more",                               9,    0,            1ULL << 63,             {}},
    {"all bits in seconds",                    0,    0,            UINT64_MAX,             {}},
    {"all bits in units of 2^0 s",             0x80, INT64_MAX,    UINT64_MAX,             {}},
    {"an offset takes it back",                9,    -1,           (1ULL << 63) + 999'999'999, INT64_MAX},
    {"an offset beyond int64",                 6,    INT64_MAX,    0,                      {}},
    {"the first that int64 holds is no time",  9,    -9'223'372'037, 145'224'192,          {}},
    {"the next one is",                        9,    -9'223'372'037, 145'224'193,          INT64_MIN + 1},
    {"the lowest offset",                      6,    INT64_MIN,    0,                      {}},
};
// clang-format on

void check_time(void** state) {
  const TimeCase& row = row_of<TimeCase>(state);
  const PcapngInterface interface { 1, 0, row.resolution, row.offset_s };

  const auto ns = interface.time_ns(row.ticks);

  assert_int_equal(ns.has_value(), row.ns.has_value());
  if (ns) assert_int_equal(*ns, *row.ns);
}

struct OptionsCase {
  const char* name;
  Octets options;
  std::uint8_t resolution = 6;
  std::int64_t offset_s = 0;
};

const Octets kResolution = kLittle.option(9, hex("0c"));
const Octets kOffset = kLittle.option(14, kLittle.u64(static_cast<std::uint64_t>(-5)));
const Octets kEnd = kLittle.option(0, {});

// clang-format off
const OptionsCase kOptions[] = {
    {"none",                                   {}},
    {"resolution",                             kResolution,                                           12},
    {"offset",                                 kOffset,                                               6,  -5},
    {"both",                                   kOffset + kResolution + kEnd,                          12, -5},
    {"others before",                          kLittle.option(2, text("eth0")) + kLittle.option(3, text("the first")) + kResolution, 12},
    {"the last one counts",                    kLittle.option(9, hex("03")) + kResolution,            12},
    {"behind the end of options",              kEnd + kResolution},
    {"a resolution of another size",           kLittle.option(9, hex("0c0c"))},
    {"an offset of another size",              kLittle.option(14, hex("00000005"))},
    {"longer than the block",                  kResolution + kLittle.u16(14) + kLittle.u16(9) + zeros(8), 12},
    {"not padded at the end of the block",     cut(kResolution, 5),                                   12},
    {"cut inside its head",                    kOffset + cut(kResolution, 3),                         6,  -5},
};
// clang-format on

void check_options(void** state) {
  const OptionsCase& row = row_of<OptionsCase>(state);
  const Octets body = kLittle.u16(101) + kLittle.u16(0) + kLittle.u32(65535) + row.options;

  const PcapngInterface interface = parse_interface(body, ByteOrder(std::endian::little));

  assert_int_equal(interface.link_type, 101);
  assert_int_equal(interface.snaplen, 65535);
  assert_int_equal(interface.time_resolution, row.resolution);
  assert_int_equal(interface.time_offset_s, row.offset_s);
}

void big_endian(void**) {
  const Octets body = kBig.u16(101) + kBig.u16(0) + kBig.u32(96) + kBig.option(14, kBig.u64(3));
  const PcapngInterface interface = parse_interface(body, ByteOrder(std::endian::big));
  assert_int_equal(interface.link_type, 101);
  assert_int_equal(interface.snaplen, 96);
  assert_int_equal(interface.time_offset_s, 3);
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {cmocka_unit_test(big_endian)};
  int failed = cmocka_run_group_tests(tests, nullptr, nullptr);
  failed += run_table<TimeCase>(kTimes, check_time);
  return failed + run_table<OptionsCase>(kOptions, check_options);
}
