#include "core/stream/byte_stream.h"

#include "tests/unit/stream/kept_stream.h"

using namespace flowstat;

namespace {

/// Initial sequence numbers at which arithmetic may go wrong.
constexpr std::uint32_t kIsns[] = {0,          1,          0x7ffffffe, 0x7fffffff,
                                   0x80000000, 0x80000001, 0xfffffffe, 0xffffffff};

struct Case {
  const char* name;
  std::vector<Sent> sent;  // the SYN has seq 0, so data begin at 1
  const char* text;
  const char* spans;
  Overlap overlap = Overlap::first;
};

// clang-format off
const Case kCases[] = {
    {"in order",                                {{0, "", "S"}, {1, "hello"}, {6, "world"}},                 "helloworld", "data 10"},
    {"data before the SYN came",                {{6, "world"}, {0, "", "S"}, {1, "hello"}, {11, "", "FA"}}, "helloworld", "data 10"},
    {"out of order",                            {{0, "", "S"}, {6, "world"}, {1, "hello"}},                 "helloworld", "data 10"},
    {"a retransmission",                        {{0, "", "S"}, {1, "hello"}, {1, "hello"}, {6, "!!"}},      "hello!!", "data 7"},
    {"a retransmission in other pieces",        {{0, "", "S"}, {1, "hel"}, {4, "lo"}, {2, "ello!!"}},       "hello!!", "data 7"},
    {"a retransmission after the FIN",          {{0, "", "S"}, {1, "hello"}, {6, "", "FA"}, {1, "hello"}},  "hello", "data 5"},
    {"data on the SYN",                         {{0, "hel", "S"}, {4, "lo"}},                               "hello", "data 5"},
    {"data on the FIN",                         {{0, "", "S"}, {1, "hello", "FA"}},                         "hello", "data 5"},
    {"a SYN with a RST is none",                {{0, "", "S"}, {1, "hello"}, {6, "bye", "SR"}},             "hellobye", "data 8"},
    {"data on a RST",                           {{0, "", "S"}, {1, "hello"}, {6, "bye", "R"}},              "hellobye", "data 8"},
    {"a RST without data, anywhere",            {{0, "", "S"}, {1, "hello"}, {77777, "", "R"}},             "hello", "data 5"},
    {"a hole",                                  {{0, "", "S"}, {1, "first"}, {1006, "after-gap"}},          nullptr, "data 5, hole 1000, data 9"},
    {"a hole at the start",                     {{0, "", "S"}, {3, "llo"}},                                 "..llo", "hole 2, data 3"},
    {"a hole before the FIN",                   {{0, "", "S"}, {1, "hel"}, {6, "", "FA"}},                  "hel..", "data 3, hole 2"},
    {"a hole that is filled",                   {{0, "", "S"}, {1, "he"}, {5, "o"}, {3, "ll"}},             "hello", "data 5"},
    {"cut by the snaplen",                      {{0, "", "S"}, {1, "hel", "A", 10}, {11, "world"}},         "hel.......world", "data 3, truncated 7, data 5"},
    {"cut, then captured whole",                {{0, "", "S"}, {1, "hel", "A", 5}, {1, "hello"}},           "hello", "data 5"},
    {"captured whole, then cut",                {{0, "", "S"}, {1, "hello"}, {1, "hel", "A", 5}},           "hello", "data 5"},
    {"nothing captured of it",                  {{0, "", "S"}, {1, "", "A", 5}, {6, "!!"}},                 ".....!!", "truncated 5, data 2"},
    {"an overlap that differs: the first wins", {{0, "", "S"}, {1, "AAAAAAAA"}, {5, "BBBBBBBB"}},           "AAAAAAAABBBB", "data 4, conflict 4, data 4"},
    {"or the last",                             {{0, "", "S"}, {1, "AAAAAAAA"}, {5, "BBBBBBBB"}},           "AAAABBBBBBBB", "data 4, conflict 4, data 4", Overlap::last},
    {"only what differs is a conflict",         {{0, "", "S"}, {1, "hello"}, {1, "hallo"}},                 "hello", "data 1, conflict 1, data 3"},
    {"a keep-alive",                            {{0, "", "S"}, {1, "hello"}, {5, std::string(1, '\0')}},    "hello", "data 5"},
    {"a keep-alive before what it repeats",     {{0, "", "S"}, {5, std::string(1, '\0')}, {1, "hello"}},    "hello", "data 5"},
    {"a keep-alive before any data",            {{0, "", "S"}, {0, std::string(1, '\0')}, {1, "hello"}},    "hello", "data 5"},
    {"keep-alives without an octet",            {{0, "", "S"}, {1, "hello"}, {5, ""}},                      "hello", "data 5"},
    {"a zero-window probe, then its segment",   {{0, "", "S"}, {1, "hello"}, {6, "w"}, {6, "world"}},       "helloworld", "data 10"},
    {"keystrokes",                              {{0, "", "S"}, {1, "l"}, {2, "s"}, {3, "\n"}},              "ls\n", "data 3"},
    {"no SYN: from the lowest octet",           {{6, "world"}, {1, "hello"}},                               "helloworld", "data 10"},
    {"no SYN, with a hole",                     {{6, "world"}, {1, "he"}},                                  "he...world", "data 2, hole 3, data 5"},
    {"octets before the SYN are not the stream's", {{0, "", "S"}, {0x7000000, ""}, {1, "hello"}, {0xfffffff8, "xxxxxxxxxxxx"}}, "hello", "conflict 3, data 2"},
    {"also where the SYN comes late",           {{0xfffffff8, "xxxxxxxxx"}, {0, "", "S"}, {1, "hello"}},    "hello", "data 5"},
    {"a jump beyond any window",                {{0, "", "S"}, {1, "hello"}, {0x50000000, "xxx"}},          "hello", "data 5"},
    {"an urgent octet",                         {{0, "", "S"}, {1, "hello", "UA", 0, 3}},                   "hello", "data 2, urgent 1, data 2"},
    {"an urgent pointer without its flag",      {{0, "", "S"}, {1, "hello", "A", 0, 3}},                    "hello", "data 5"},
    {"a simultaneous open",                     {{0, "", "S"}, {0, "", "SA"}, {1, "hello"}},                "hello", "data 5"},
    {"a SYN+ACK",                               {{0, "", "SA"}, {1, "hello"}},                              "hello", "data 5"},
    {"no data",                                 {{0, "", "S"}, {1, "", "FA"}},                              "", ""},
    {"a FIN on a SYN has the number behind it", {{0, "", "S"}, {5, "", "SF"}, {1, "hel"}},                  "hel..", "data 3, hole 2"},
    {"also with data",                          {{0, "hel", "SF"}, {1, "hel"}},                             "hel", "data 3"},
    {"of FINs that differ the farthest",        {{0, "", "S"}, {1, "hel"}, {4, "", "FA"}, {6, "", "FA"}},   "hel..", "data 3, hole 2"},
    {"in whatever order",                       {{0, "", "S"}, {1, "hel"}, {6, "", "FA"}, {4, "", "FA"}},   "hel..", "data 3, hole 2"},
    {"before anything else came",               {{6, "", "FA"}, {4, "", "FA"}, {1, "hel"}},                 "hel..", "data 3, hole 2"},
    {"not one beyond any window",               {{0, "", "S"}, {1, "hel"}, {6, "", "FA"}, {0x50000000, "", "FA"}}, "hel..", "data 3, hole 2"},
    {"not one before the SYN",                  {{0, "", "S"}, {1, "hel"}, {0xfffffff0, "", "FA"}},         "hel", "data 3"},
    {"a keep-alive behind the FIN",             {{0, "", "S"}, {1, "hello"}, {6, "", "FA"}, {6, "x"}},      "hello", "data 5"},
    {"a keep-alive before the FIN came",        {{0, "", "S"}, {6, "x"}, {1, "hello"}, {6, "", "FA"}},      "hello", "data 5"},
    {"nothing but a keep-alive and the FIN",    {{6, "x"}, {6, "", "FA"}},                                  "", ""},
    {"data behind the FIN",                     {{0, "", "S"}, {1, "hello", "FA"}, {6, "world"}},           "hello", "data 5"},
    {"data across the FIN, before it came",     {{0, "", "S"}, {1, "helloworld"}, {6, "", "FA"}},           "hello", "data 5"},
    {"behind a hole, too",                      {{0, "", "S"}, {1, "hel", "A"}, {9, "world"}, {6, "", "FA"}}, "hel..", "data 3, hole 2"},
    {"unless the other side has it",            {{0, "", "S"}, {1, "hello", "FA"}, {6, "world"}, {11, "", "O"}}, "helloworld", "data 10"},
    {"in whatever order",                       {{11, "", "O"}, {6, "world"}, {0, "", "S"}, {1, "hello", "FA"}}, "helloworld", "data 10"},
    {"or a FIN there",                          {{0, "", "S"}, {1, "hello", "FA"}, {7, "", "O"}, {6, "world"}}, "hello", "data 5"},
    {"cut off at the window's upper edge",      {{0, "", "S"}, {0x40000000, "hello"}},                      nullptr, "hole 1073741823, data 1"},
    {"the other side has more",                 {{0, "", "S"}, {1, "hel"}, {7, "", "O"}},                   "hel..", "data 3, hole 2"},
    {"though not the last, which may be a FIN", {{0, "", "S"}, {1, "hel"}, {5, "", "O"}},                   "hel", "data 3"},
    {"of what it has the farthest",             {{0, "", "S"}, {1, "hel"}, {7, "", "O"}, {4, "", "O"}},     "hel..", "data 3, hole 2"},
    {"it said so before anything came",         {{4, "", "O"}, {7, "", "O"}, {1, "hel"}},                   "hel..", "data 3, hole 2"},
    {"and nothing came",                        {{7, "", "O"}},                                             "", ""},
    {"or only a SYN",                           {{7, "", "O"}, {0, "", "S"}},                               ".....", "hole 5"},
    {"it has less than the FIN says",           {{0, "", "S"}, {1, "hel"}, {6, "", "FA"}, {7, "", "O"}},    "hel..", "data 3, hole 2"},
    {"more than any window is not believed",    {{0, "", "S"}, {1, "hel"}, {0x50000000, "", "O"}},          "hel", "data 3"},
    {"an urgent octet on a SYN",                {{0, "hello", "SU", 0, 4}},                                 "hello", "data 2, urgent 1, data 2"},
    {"not the SYN itself",                      {{0, "hello", "SU", 0, 1}},                                 "hello", "data 5"},
    {"an urgent octet that differs",            {{0, "", "S"}, {1, "hello", "UA", 0, 3}, {1, "heLLo", "UA", 0, 4}}, "hello", "data 2, conflict 2, data 1"},
    {"urgent octets before one that differs",   {{0, "", "S"}, {1, "hello", "UA", 0, 2}, {1, "heLlo", "UA", 0, 3}}, "hello", "data 1, urgent 1, conflict 1, data 2"},
};
// clang-format on

void check(void** state) {
  const Case& row = row_of<Case>(state);
  for (const std::uint32_t isn : kIsns) {
    KeptStream kept(row.overlap);
    std::int64_t frame = 0;
    for (const Sent& each : row.sent) kept.take(packet_of(each, isn, ++frame));
    assert_string_equal(kept.spans().c_str(), row.spans);
    if (row.text != nullptr) assert_string_equal(kept.text().c_str(), row.text);
  }
}

void wraps_around(void**) {
  KeptStream kept;
  kept.take(packet_of({0xfffffffa, "0123456789"}, 0, 1));
  kept.take(packet_of({4, "abcdef"}, 0, 2));
  assert_string_equal(kept.text().c_str(), "0123456789abcdef");
}

void both_versions_are_kept(void**) {
  KeptStream kept;
  for (const Sent& each : {Sent{0, "", "S"}, Sent{1, "hello"}, Sent{3, "LLo!"}})
    kept.take(packet_of(each, 7, 1));
  const auto conflicts = kept.stream().conflicts();
  assert_int_equal(conflicts.size(), 1);
  assert_int_equal(conflicts[0].offset, 2);
  assert_string_equal(conflicts[0].kept.c_str(), "ll");
  assert_string_equal(conflicts[0].dropped.c_str(), "LL");
}

/// An answer to SYNs is sent again with another number, as one that keeps no state does; the other
/// side takes one of them.
void takes_the_syn_that_is_acknowledged(void**) {
  for (const std::uint32_t other : {5000U, 3'000'000'000U}) {
    KeptStream kept;
    kept.take(packet_of({0, "", "S"}, 7, 1));
    kept.take(packet_of({other, "", "S"}, 7, 2));
    kept.take(packet_of({0, "", "S"}, 7, 3));
    kept.acknowledge(7 + other + 1);
    kept.take(packet_of({other + 1, "hello"}, 7, 4));
    kept.acknowledge(7 + 1);  // a late one changes nothing any more
    assert_string_equal(kept.text().c_str(), "hello");
    assert_string_equal(kept.spans().c_str(), "data 5");
  }
}

/// The packet of each span, such as "1 4 0".
std::string first_frames(const std::vector<Sent>& sent) {
  KeptStream kept;
  std::int64_t frame = 0;
  for (const Sent& each : sent) kept.take(packet_of(each, 7, ++frame));
  std::string text;
  for (const Span& span : kept.stream().spans()) text += ' ' + std::to_string(span.first_frame);
  return text.empty() ? text : text.substr(1);
}

struct FrameCase {
  const char* name;
  std::vector<Sent> sent;
  const char* frames;
};

// clang-format off
const FrameCase kFrameCases[] = {
    {"of the first octet",                    {{0, "", "S"}, {6, "wo"}, {1, "hello"}, {20, "x"}},             "3 0 4"},
    {"of a conflict, that differed",          {{0, "", "S"}, {1, "hello"}, {5, "OO"}, {2, "eLL"}},            "2 4 0"},
    {"of the first that did",                 {{0, "", "S"}, {1, "hello"}, {2, "Ello"}, {2, "eL"}},           "2 3 0"},
    {"of urgent octets, that pointed there",  {{0, "", "S"}, {1, "hello"}, {1, "hello", "UA", 0, 3}},         "2 3 0"},
    {"truncated, then a part of it captured", {{0, "", "S"}, {1, "", "A", 5}, {6, "", "A", 5}, {4, "lowo"}},  "2 4 0"},
    {"what is behind may begin there",        {{0, "", "S"}, {1, "", "A", 5}, {6, "world"}, {1, "hello"}},    "4"},
    {"cut off by the SYN",                    {{1, "xxhello"}, {2, "", "S"}},                                 "0"},
};
// clang-format on

void check_frames(void** state) {
  const FrameCase& row = row_of<FrameCase>(state);
  assert_string_equal(first_frames(row.sent).c_str(), row.frames);
}

/// A stream of so many octets, of which every third came again and differed.
void many_conflicts_are_counted(void**) {
  constexpr std::uint32_t kConflicts = 20'000;
  KeptStream kept;
  kept.take(packet_of({0, "", "S"}, 7, 1));
  const std::string text(kConflicts * 3, 'a');
  kept.take(packet_of({1, text}, 7, 2));
  for (std::uint32_t i = 0; i < kConflicts; ++i) kept.take(packet_of({1 + i * 3, "ab"}, 7, 3 + i));
  const auto conflicts = kept.stream().conflicts();
  assert_int_equal(conflicts.size(), kConflicts);
  assert_string_equal(conflicts.front().dropped.c_str(), "b");
  assert_string_equal(conflicts.back().dropped.c_str(), "");
  assert_int_equal(conflicts.back().offset, kConflicts * 3 - 2);
  assert_int_equal(conflicts.back().second.frame, kConflicts + 2);
  std::int64_t bytes = 0;
  for (const Span& span : kept.stream().spans())
    if (span.status == SpanStatus::conflict) bytes += span.bytes;
  assert_int_equal(bytes, kConflicts);
}

void conflicts_end_with_the_stream(void**) {
  KeptStream kept;
  for (const Sent& each : {Sent{0, "", "S"}, Sent{1, "hello"}, Sent{3, "LLO"}, Sent{5, "", "FA"}})
    kept.take(packet_of(each, 7, 1));
  const auto conflicts = kept.stream().conflicts();
  assert_int_equal(conflicts.size(), 1);
  assert_string_equal(conflicts[0].kept.c_str(), "ll");
  assert_string_equal(conflicts[0].dropped.c_str(), "LL");
}

void what_was_outside_is_known_at_the_end(void**) {
  KeptStream kept;
  for (const Sent& each : {Sent{0xfffffffe, "xxxx"}, Sent{0, "", "S"}, Sent{1, "hello"},
                           Sent{6, "world"}, Sent{6, "", "FA"}})
    kept.take(packet_of(each, 7, 1));
  assert_int_equal(kept.stream().sums().outside_bytes, 0);
  assert_int_equal(kept.stream().final_sums().outside_bytes, 8);
}

void sums_are_kept(void**) {
  KeptStream kept;
  for (const Sent& each : {Sent{0, "", "S"}, Sent{6, "world"}, Sent{1, "hello"}, Sent{1, "hellow"}})
    kept.take(packet_of(each, 7, 1));
  const StreamSums& sums = kept.stream().sums();
  assert_int_equal(sums.packets, 4);
  assert_int_equal(sums.sent_bytes, 16);
  assert_int_equal(sums.retransmitted_bytes, 6);
  assert_int_equal(sums.out_of_order_packets, 1);
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {cmocka_unit_test(wraps_around),
                              cmocka_unit_test(takes_the_syn_that_is_acknowledged),
                              cmocka_unit_test(both_versions_are_kept),
                              cmocka_unit_test(many_conflicts_are_counted),
                              cmocka_unit_test(conflicts_end_with_the_stream),
                              cmocka_unit_test(what_was_outside_is_known_at_the_end),
                              cmocka_unit_test(sums_are_kept)};
  return run_table<Case>(kCases, check) + run_table<FrameCase>(kFrameCases, check_frames) +
         cmocka_run_group_tests(tests, nullptr, nullptr);
}
