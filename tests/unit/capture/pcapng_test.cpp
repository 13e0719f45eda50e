#include "core/capture/pcapng.h"

#include "tests/unit/capture/files.h"
#include "tests/unit/capture/reader_checks.h"
#include "tests/unit/testing.h"

using namespace flowstat;
using namespace files;

namespace {

Result<std::unique_ptr<Source>> open(std::unique_ptr<Window> window) {
  return open_pcapng(std::move(window), "x", 0);
}

const Octets kHead = kLittle.section() + kLittle.interface();  // 28 and 20 octets
const Octets kFirst = kLittle.enhanced(0, 1000002, "abc");     // 36 octets
const Octets kTsresolNs = kLittle.option(9, hex("09"));
constexpr std::uint32_t kUnknown = 0x0bad0bad;

Octets with_tail(Octets block, std::uint32_t total_bytes) {
  block.resize(block.size() - 4);
  return block + kLittle.u32(total_bytes);
}

/// A block's first eight octets, which claim that it has `total_bytes`.
Octets claim(std::uint32_t type, std::uint32_t total_bytes) {
  return kLittle.u32(type) + kLittle.u32(total_bytes);
}

/// An Enhanced Packet Block of eight captured octets, which claims `captured_bytes`.
Octets lying(std::uint32_t captured_bytes) {
  return kLittle.block(6, kLittle.u32(0) + kLittle.u64(0) + kLittle.u32(captured_bytes) +
                              kLittle.u32(captured_bytes) + zeros(8));
}

// clang-format off
const ReaderCase kBlocks[] = {
    {"Enhanced Packet Block",                kHead + kFirst,                                                     "48: 1.000002000 abc"},
    {"big-endian",                           kBig.section() + kBig.interface() + kBig.enhanced(0, 1000002, "abc"), "48: 1.000002000 abc"},
    {"more on the wire than captured",       kHead + kLittle.enhanced(0, 1, "abc", 60),                          "48: 0.000001000 abc, wire 60"},
    {"with options",                         kHead + kLittle.enhanced(0, 1, "abc", 3, kLittle.option(2, hex("00000001"))), "48: 0.000001000 abc"},
    {"an empty frame",                       kHead + kLittle.enhanced(0, 1, "", 60),                             "48: 0.000001000 , wire 60"},
    {"obsolete Packet Block",                kHead + kLittle.obsolete(0, 1000002, "abcd"),                       "48: 1.000002000 abcd"},
    {"its drop count is no interface",       kLittle.section() + kLittle.interface() + kLittle.interface(101) + kLittle.obsolete(1, 1, "a"), "68: 0.000001000 a, link 101, interface 1"},
    {"Simple Packet Block",                  kHead + kLittle.simple("abc"),                                      "48: none abc"},
    {"a simple one under a snaplen",         kLittle.section() + kLittle.interface(1, 3) + kLittle.simple("abc", 60), "48: none abc, wire 60"},
    {"a simple one longer than its block",   kHead + kLittle.simple("abcd", 60),                                 "48: none abcd, wire 60"},
    {"a simple one is of the first interface", kLittle.section() + kLittle.interface(101, 2) + kLittle.interface() + kLittle.simple("ab", 9), "68: none ab, wire 9, link 101"},
    {"a snaplen does not cut an enhanced one", kLittle.section() + kLittle.interface(1, 1) + kFirst,             "48: 1.000002000 abc"},
    {"no packets",                           kHead,                                                              ""},
    {"a section alone",                      kLittle.section(),                                                  ""},
    {"an unknown block is skipped",          kHead + kLittle.block(kUnknown, zeros(20)) + kFirst,                "80: 1.000002000 abc"},
    {"also an empty one",                    kHead + kLittle.block(kUnknown, {}) + kFirst,                       "60: 1.000002000 abc"},
    {"also one larger than any buffer",      kHead + kLittle.block(kUnknown, zeros(3'000'000)) + kFirst,         "3000060: 1.000002000 abc"},
    {"also before the first interface",      kLittle.section() + kLittle.block(kUnknown, zeros(4)) + kLittle.interface() + kFirst, "64: 1.000002000 abc"},
};
const ReaderCase kInterfaces[] = {
    {"of other link types",                  kHead + kLittle.interface(101) + kLittle.enhanced(1, 1, "a") + kLittle.enhanced(0, 2, "b"), "68: 0.000001000 a, link 101, interface 1\n104: 0.000002000 b"},
    {"described between packets",            kHead + kFirst + kLittle.interface(113) + kLittle.enhanced(1, 1, "a"), "48: 1.000002000 abc\n104: 0.000001000 a, link 113, interface 1"},
    {"nanoseconds",                          kLittle.section() + kLittle.interface(1, 0, kTsresolNs) + kFirst,   "56: 0.001000002 abc"},
    {"behind a very long comment",           kLittle.section() + kLittle.interface(1, 0, kLittle.option(1, zeros(65532)) + kTsresolNs) + kFirst, "65592: 0.001000002 abc"},
    {"a time beyond int64",                  kLittle.section() + kLittle.interface(1, 0, kLittle.option(9, hex("00"))) + kLittle.enhanced(0, UINT64_MAX, "a"), "56: bad a"},
    {"cut options",                          kLittle.section() + kLittle.interface(1, 0, kLittle.u16(9) + kLittle.u16(400)) + kFirst, "52: 1.000002000 abc"},
};
const ReaderCase kSections[] = {
    {"two of one byte order",                kHead + kFirst + kHead + kLittle.enhanced(0, 1, "d"),               "48: 1.000002000 abc\n132: 0.000001000 d, interface 1"},
    {"two of either byte order",             kHead + kFirst + kBig.section() + kBig.interface(101) + kBig.enhanced(0, 1, "d"), "48: 1.000002000 abc\n132: 0.000001000 d, link 101, interface 1"},
    {"big-endian, then little-endian",       kBig.section() + kBig.interface() + kHead + kFirst,                 "96: 1.000002000 abc, interface 1"},
    {"interfaces end with their section",    kHead + kFirst + kLittle.section() + kFirst,                        "48: 1.000002000 abc", "x is damaged at offset 112: a packet of interface 0, which is not described"},
    {"a second of another version",          kHead + kFirst + kLittle.section(2),                                "48: 1.000002000 abc", "x is damaged at offset 84: pcapng version 2, and only 1 is known"},
    {"a second without its magic",           kHead + kFirst + kLittle.block(0x0a0d0d0a, zeros(16)),              "48: 1.000002000 abc", "x is damaged at offset 84: a section header without byte-order magic"},
    {"a second that is too short",           kHead + kFirst + kLittle.block(0x0a0d0d0a, kLittle.u32(0x1a2b3c4d)), "48: 1.000002000 abc", "x is damaged at offset 84: a section header of 16 bytes"},
};
const ReaderCase kDamage[] = {
    {"cut inside a packet",                  kHead + kFirst + cut(kFirst, 30),                                   "48: 1.000002000 abc", "x is damaged at offset 84: the file is cut short inside a block"},
    {"cut before the last length",           kHead + kFirst + cut(kFirst, 32),                                   "48: 1.000002000 abc", "x is damaged at offset 84: the file is cut short inside a block"},
    {"cut inside a block's head",            kHead + kFirst + cut(kFirst, 5),                                    "48: 1.000002000 abc", "x is damaged at offset 84: the file is cut short inside a block"},
    {"cut inside an unknown block",          kHead + kFirst + claim(kUnknown, 0xfffffffc) + zeros(4),            "48: 1.000002000 abc", "x is damaged at offset 84: the file is cut short inside a block"},
    {"cut inside an interface",              kLittle.section() + cut(kLittle.interface(1, 0, zeros(40)), 30),    "", "x is damaged at offset 28: the file is cut short inside a block"},
    {"the length at the end is another",     kHead + kFirst + with_tail(kFirst, 40),                             "48: 1.000002000 abc", "x is damaged at offset 84: a block that is 36 bytes long at its front and 40 at its end"},
    {"a length below 12",                    kHead + kFirst + claim(6, 8) + zeros(24),                           "48: 1.000002000 abc", "x is damaged at offset 84: a block of 8 bytes"},
    {"a length of 0",                        kHead + kFirst + claim(kUnknown, 0) + zeros(24),                    "48: 1.000002000 abc", "x is damaged at offset 84: a block of 0 bytes"},
    {"a length that is no multiple of 4",    kHead + kFirst + claim(kUnknown, 13) + zeros(24),                   "48: 1.000002000 abc", "x is damaged at offset 84: a block of 13 bytes"},
    {"a packet of an undescribed interface", kHead + kLittle.enhanced(1, 1, "a"),                                "", "x is damaged at offset 48: a packet of interface 1, which is not described"},
    {"a simple one without an interface",    kLittle.section() + kLittle.simple("a"),                            "", "x is damaged at offset 28: a packet of interface 0, which is not described"},
    {"an enhanced one that is too short",    kHead + kLittle.block(6, zeros(16)),                                "", "x is damaged at offset 48: a packet block that is too short"},
    {"a simple one that is too short",       kHead + kLittle.block(3, {}),                                       "", "x is damaged at offset 48: a packet block that is too short"},
    {"an interface that is too short",       kLittle.section() + kLittle.block(1, zeros(4)),                     "", "x is damaged at offset 28: an interface description that is too short"},
    {"more captured than the block holds",   kHead + lying(9),                                                   "", "x is damaged at offset 48: a packet of 9 bytes in a block of 40"},
    {"the largest length",                   kHead + lying(UINT32_MAX),                                          "", "x is damaged at offset 48: a packet of 4294967295 bytes in a block of 40"},
    {"more captured than any frame has",     kHead + kLittle.enhanced(0, 1, std::string(262145, 'x')),           "", "x is damaged at offset 48: a packet of 262145 bytes in a block of 262180"},
    {"what follows damage is not read",      kHead + with_tail(kFirst, 40) + kFirst,                             "", "x is damaged at offset 48: a block that is 36 bytes long at its front and 40 at its end"},
};
const ReaderCase kUnusable[] = {
    {"the section is cut",                   cut(kLittle.section(), 27),                                         "", "x is damaged at offset 0: the file is cut short inside a block"},
    {"only its type",                        cut(kLittle.section(), 4),                                          "", "x is damaged at offset 0: the file is cut short inside a block"},
    {"no byte-order magic",                  kLittle.block(0x0a0d0d0a, zeros(16)),                               "", "x is damaged at offset 0: a section header without byte-order magic"},
    {"another version",                      kLittle.section(9),                                                 "", "x is damaged at offset 0: pcapng version 9, and only 1 is known"},
};
// clang-format on

void frames_of_a_slow_pipe_come_before_more_is_waited_for(void**) {
  const Octets file = kHead + kFirst + kFirst;
  auto source = open_pcapng(window_on(file, kHead.size() + kFirst.size() + 13), "x", 0);
  FrameBatch batch;
  assert_true(source.value()->read(batch).ok());
  assert_int_equal(batch.frames.size(), 1);
}

void a_section_has_so_many_interfaces_at_most(void**) {
  Octets many;
  const Octets interface = kLittle.interface();
  for (int i = 0; i < 65'536; ++i) many.insert(many.end(), interface.begin(), interface.end());
  const Octets last = kLittle.enhanced(65'535, 1, "a");
  auto allowed = open_pcapng(window_on(kLittle.section() + many + last), "x", 0);
  assert_string_equal(told_by(*allowed.value()).frames.c_str(),
                      "1310748: 0.000001000 a, interface 65535");
  auto too_many = open_pcapng(window_on(kLittle.section() + many + interface + last), "x", 0);
  assert_string_equal(told_by(*too_many.value()).error.c_str(),
                      "x is damaged at offset 1310748: more than 65536 interfaces in a section");
}

void the_block_type_decides(void**) {
  assert_true(is_pcapng(kHead));
  assert_true(is_pcapng(kBig.section()));
  assert_false(is_pcapng(cut(kHead, 3)));
  assert_false(is_pcapng(kLittle.pcap()));
}

int run(std::span<const ReaderCase> cases) {
  int failed = run_table<ReaderCase>(cases, check_at_once<open>);
  failed += run_table<ReaderCase>(cases, check_octet_by_octet<open>);
  return failed + run_table<ReaderCase>(cases, check_mapped<open>);
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      cmocka_unit_test(frames_of_a_slow_pipe_come_before_more_is_waited_for),
      cmocka_unit_test(a_section_has_so_many_interfaces_at_most),
      cmocka_unit_test(the_block_type_decides),
  };
  int failed = cmocka_run_group_tests(tests, nullptr, nullptr);
  failed += run(kBlocks);
  failed += run(kInterfaces);
  failed += run(kSections);
  failed += run(kDamage);
  return failed + run_table<ReaderCase>(kUnusable, check_unusable<open>);
}
