#include "core/capture/pcap.h"

#include "tests/unit/capture/files.h"
#include "tests/unit/capture/reader_checks.h"
#include "tests/unit/testing.h"

using namespace flowstat;
using namespace files;

namespace {

Result<std::unique_ptr<Source>> open(std::unique_ptr<Window> window) {
  return open_pcap(std::move(window), "x.pcap", 0);
}

const Octets kHead = kLittle.pcap();
const Octets kFirst = kLittle.record(1, 2, "abc");

/// A record header that claims `captured_bytes`.
Octets claim(std::uint32_t captured_bytes) {
  return kLittle.u32(1) + kLittle.u32(2) + kLittle.u32(captured_bytes) +
         kLittle.u32(captured_bytes);
}

// clang-format off
const ReaderCase kCases[] = {
    {"little-endian microseconds",           kHead + kFirst,                                                     "24: 1.000002000 abc"},
    {"big-endian microseconds",              kBig.pcap() + kBig.record(1, 2, "abc"),                             "24: 1.000002000 abc"},
    {"little-endian nanoseconds",            kLittle.pcap(kNanoseconds) + kFirst,                                "24: 1.000000002 abc"},
    {"big-endian nanoseconds",               kBig.pcap(kNanoseconds) + kBig.record(1, 2, "abc"),                 "24: 1.000000002 abc"},
    {"seconds have 32 bits",                 kHead + kLittle.record(UINT32_MAX, 999999, ""),                     "24: 4294967295.999999000 "},
    {"a fraction may exceed a second",       kHead + kLittle.record(1, UINT32_MAX, ""),                          "24: 4295.967295000 "},
    {"more on the wire than captured",       kHead + kLittle.record(1, 2, "abc", 60),                            "24: 1.000002000 abc, wire 60"},
    {"an empty frame",                       kHead + kLittle.record(1, 2, "", 60),                               "24: 1.000002000 , wire 60"},
    {"two frames",                           kHead + kFirst + kLittle.record(0, 1, "d"),                         "24: 1.000002000 abc\n43: 0.000001000 d"},
    {"another link type",                    kLittle.pcap(kMicroseconds, 101) + kFirst,                          "24: 1.000002000 abc, link 101"},
    {"upper bits of the link type",          kLittle.pcap(kMicroseconds, 0xf4000001) + kFirst,                   "24: 1.000002000 abc"},
    {"a link type of 16 bits",               kLittle.pcap(kMicroseconds, 0xfedc) + kFirst,                       "24: 1.000002000 abc, link 65244"},
    {"no frames",                            kHead,                                                              ""},
    {"cut inside a frame",                   kHead + kFirst + cut(kFirst, 18),                                   "24: 1.000002000 abc", "x.pcap is damaged at offset 43: the file is cut short, a record of 19 bytes has 18"},
    {"cut inside a record header",           kHead + kFirst + cut(kFirst, 15),                                   "24: 1.000002000 abc", "x.pcap is damaged at offset 43: the file is cut short, a record of 16 bytes has 15"},
    {"cut behind one octet",                 kHead + hex("00"),                                                  "", "x.pcap is damaged at offset 24: the file is cut short, a record of 16 bytes has 1"},
    {"a length that no frame has",           kHead + kFirst + claim(262145) + zeros(262145),                     "24: 1.000002000 abc", "x.pcap is damaged at offset 43: a frame of 262145 bytes, more than any capture has"},
    {"the largest length",                   kHead + claim(UINT32_MAX),                                          "", "x.pcap is damaged at offset 24: a frame of 4294967295 bytes, more than any capture has"},
    {"what follows damage is not read",      kHead + claim(262145) + kFirst,                                     "", "x.pcap is damaged at offset 24: a frame of 262145 bytes, more than any capture has"},
};
const ReaderCase kUnusable[] = {
    {"the file header is cut",               cut(kHead, 23),                                                     "", "x.pcap is damaged at offset 0: its pcap file header is cut short"},
    {"only the magic number",                cut(kHead, 4),                                                      "", "x.pcap is damaged at offset 0: its pcap file header is cut short"},
    {"another version",                      kLittle.pcap(kMicroseconds, 1, 3),                                  "", "cannot read x.pcap: pcap version 3, and only 2 is known"},
};
// clang-format on

void the_largest_frame_is_read(void**) {
  const std::string bytes(kMostFrameBytes, 'x');
  const Octets file = kHead + kFirst + kLittle.record(3, 4, bytes) + kFirst;
  const std::string wanted =
      "24: 1.000002000 abc\n43: 3.000004000 " + bytes + "\n262203: 1.000002000 abc";
  for (const bool is_mapped : {false, true}) {
    auto source = open(is_mapped ? mapped_window_on(file) : window_on(file));
    assert_string_equal(told_by(*source.value()).frames.c_str(), wanted.c_str());
  }
}

void large_frames_fill_a_batch_by_their_octets(void**) {
  Octets file = kHead;
  for (int i = 0; i < 20; ++i)
    file = file + kLittle.record(3, 4, std::string(kMostFrameBytes, 'x'));
  for (const bool is_mapped : {false, true}) {
    auto source = open(is_mapped ? mapped_window_on(file) : window_on(file));
    for (const std::size_t frames : {8U, 8U, 4U, 0U}) {
      FrameBatch batch;
      assert_true(source.value()->read(batch).ok());
      assert_int_equal(batch.frames.size(), frames);
      assert_int_equal(batch.bytes, frames * kMostFrameBytes);
    }
  }
}

void frames_of_a_slow_pipe_come_before_more_is_waited_for(void**) {
  const Octets file = kHead + kFirst + kFirst;
  auto source = open_pcap(window_on(file, kHead.size() + kFirst.size() + 5), "x.pcap", 0);
  FrameBatch batch;
  assert_true(source.value()->read(batch).ok());
  assert_int_equal(batch.frames.size(), 1);
}

void an_error_of_the_input_comes_behind_the_frames(void**) {
  auto input = std::make_unique<MemoryInput>(kHead + kFirst + cut(kFirst, 5), SIZE_MAX,
                                             Error{"interrupted", Cause::interrupted});
  auto window = std::make_unique<Window>(std::move(input));
  static_cast<void>(window->want(4));
  auto source = open_pcap(std::move(window), "x.pcap", 0);

  const Told told = told_by(*source.value());

  assert_string_equal(told.frames.c_str(), "24: 1.000002000 abc");
  assert_string_equal(told.error.c_str(), "interrupted");
  assert_string_equal(told_by(*source.value()).error.c_str(), "interrupted");
}

void the_magic_number_decides(void**) {
  assert_true(is_pcap(kHead));
  assert_true(is_pcap(kBig.pcap(kNanoseconds)));
  assert_false(is_pcap(cut(kHead, 3)));
  assert_false(is_pcap(kLittle.section()));
  assert_false(is_pcap({}));
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      cmocka_unit_test(the_largest_frame_is_read),
      cmocka_unit_test(large_frames_fill_a_batch_by_their_octets),
      cmocka_unit_test(frames_of_a_slow_pipe_come_before_more_is_waited_for),
      cmocka_unit_test(an_error_of_the_input_comes_behind_the_frames),
      cmocka_unit_test(the_magic_number_decides),
  };
  int failed = cmocka_run_group_tests(tests, nullptr, nullptr);
  failed += run_table<ReaderCase>(kCases, check_at_once<open>);
  failed += run_table<ReaderCase>(kCases, check_octet_by_octet<open>);
  failed += run_table<ReaderCase>(kCases, check_mapped<open>);
  return failed + run_table<ReaderCase>(kUnusable, check_unusable<open>);
}
