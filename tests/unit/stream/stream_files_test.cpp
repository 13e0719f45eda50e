#include "core/stream/stream_files.h"

#include <sys/stat.h>

#include <algorithm>
#include <optional>

#include "tests/unit/stream/some_stream_files.h"

using namespace flowstat;

namespace {

/// A segment of a stream; text "" stands for a flush().
struct Put {
  std::int64_t offset = 0;
  std::string_view text;
};

struct Case {
  const char* name;
  std::vector<Put> puts;
  std::int64_t base;
  std::vector<Span> spans;
  // The file in the end, '.' for a zero; nullopt if there is none.
  std::optional<std::string> sparse;
  std::optional<std::string> skip;
  std::optional<std::string> stop;
};

const Span kUrgent{5, 1, SpanStatus::urgent, 1, 0};
const Span kTruncated{3, 2, SpanStatus::truncated, 1, 0};

// clang-format off
const Case kCases[] = {
    {"in order",                      {{0, "hello"}, {5, "world"}},               0, {data(0, 10)}, "helloworld", "helloworld", "helloworld"},
    {"in order, written apart",       {{0, "hello"}, {}, {5, "world"}},           0, {data(0, 10)}, "helloworld", "helloworld", "helloworld"},
    {"out of order",                  {{5, "world"}, {0, "hello"}},               0, {data(0, 10)}, "helloworld", "helloworld", "helloworld"},
    {"out of order, written apart",   {{5, "world"}, {}, {0, "hello"}},           0, {data(0, 10)}, "helloworld", "helloworld", "helloworld"},
    {"the last of two stays",         {{0, "hello"}, {1, "a"}},                   0, {data(0, 5)},  "hallo", "hallo", "hallo"},
    {"the last, written apart",       {{0, "hello"}, {}, {1, "a"}},               0, {data(0, 5)},  "hallo", "hallo", "hallo"},
    {"before 0",                      {{0, "world"}, {-5, "hello"}},             -5, {data(0, 10)}, "helloworld", "helloworld", "helloworld"},
    {"before 0, once written",        {{0, "world"}, {}, {-5, "hello"}},         -5, {data(0, 10)}, "helloworld", "helloworld", "helloworld"},
    {"before 0 from the start",       {{-5, "hello"}, {}, {0, "world"}},         -5, {data(0, 10)}, "helloworld", "helloworld", "helloworld"},
    {"before 0 again and again",      {{0, "j"}, {}, {-1, "i"}, {}, {-2, "h"}, {}, {-3, "g"}, {}, {-4, "f"}, {}, {-5, "e"}, {}, {-6, "d"}, {}, {-7, "c"}, {}, {-8, "b"}, {}, {-9, "a"}},
                                                                                 -9, {data(0, 10)}, "abcdefghij", "abcdefghij", "abcdefghij"},
    {"far behind 0",                  {{1000, "hello"}, {}, {1005, "world"}},  1000, {data(0, 10)}, "helloworld", "helloworld", "helloworld"},
    {"a base in the middle",          {{0, "xxhello"}, {7, "world"}},             2, {data(0, 10)}, "helloworld", "helloworld", "helloworld"},
    {"a base in the middle, written", {{0, "xxhello"}, {7, "world"}, {}},         2, {data(0, 10)}, "helloworld", "helloworld", "helloworld"},
    {"a base before all",             {{2, "llo"}},                               0, {hole(0, 2), data(2, 3)}, "..llo", "llo", {}},
    {"a base before 0",               {{0, "llo"}},                              -2, {hole(0, 2), data(2, 3)}, "..llo", "llo", {}},
    {"a base before 0, written",      {{0, "llo"}, {}},                          -2, {hole(0, 2), data(2, 3)}, "..llo", "llo", {}},
    {"a hole",                        {{0, "hel"}, {5, "world"}},                 0, {data(0, 3), hole(3, 2), data(5, 5)}, "hel..world", "helworld", "hel"},
    {"a hole, written",               {{0, "hel"}, {}, {5, "world"}, {}},         0, {data(0, 3), hole(3, 2), data(5, 5)}, "hel..world", "helworld", "hel"},
    {"a hole, moved up",              {{5, "ld"}, {0, "hel"}, {}, {-2, "ab"}, {}, {-9, "z"}}, -9, {data(0, 1), hole(1, 6), data(7, 5), hole(12, 2), data(14, 2)}, "z......abhel..ld", "zabhelld", "z"},
    {"a hole, moved down",            {{0, "xhel"}, {6, "world"}, {}},            1, {data(0, 3), hole(3, 2), data(5, 5)}, "hel..world", "helworld", "hel"},
    {"holes and statuses",            {{0, "hel"}, {5, "!wo"}},                   0, {data(0, 3), kTruncated, kUrgent, data(6, 2), hole(8, 9)}, "hel..!wo", "hel!wo", "hel"},
    {"a hole at the end",             {{0, "hello"}},                             0, {data(0, 5), hole(5, 5)}, "hello", "hello", "hello"},
    {"only a hole",                   {},                                         0, {hole(0, 5)}, {}, {}, {}},
    {"nothing",                       {},                                         0, {}, {}, {}, {}},
    {"nothing remains",               {{0, "hello"}},                             5, {}, {}, {}, {}},
    {"nothing remains of a file",     {{0, "hello"}, {}},                         5, {}, {}, {}, {}},
    {"nothing remains but a hole",    {{0, "hello"}, {}},                         5, {hole(0, 5)}, {}, {}, {}},
};
// clang-format on

Status put_all(StreamFiles& files, const Case& row, const std::string& path) {
  const StreamFiles::File file = files.add(path);
  for (const Put& put : row.puts) {
    const Status done =
        put.text.empty() ? files.flush() : files.write(file, put.offset, bytes(put.text));
    if (!done.ok()) return done;
  }
  return files.close(file, row.base, row.spans, 0);
}

std::optional<std::string> octets_of(const std::string& path) {
  if (!std::filesystem::exists(path)) return std::nullopt;
  std::string octets = read_file(path);
  for (char& octet : octets)
    if (octet == 0) octet = '.';
  return octets;
}

std::optional<std::string> file_of(const Case& row, Holes holes) {
  const ScratchFolder folder;
  const auto files = open_files(folder / "out", holes);
  if (Status done = put_all(*files, row, "x"); !done.ok()) return done.error().message;
  if (Status done = files->finish(); !done.ok()) return done.error().message;
  return octets_of(folder / "out/x");
}

void check_layout(void** state) {
  const auto& row = row_of<Case>(state);
  const auto check = [&](Holes holes, const std::optional<std::string>& wanted) {
    const std::string got = file_of(row, holes).value_or("(none)");
    assert_string_equal(got.c_str(), wanted.value_or("(none)").c_str());
  };
  check(Holes::sparse, row.sparse);
  check(Holes::skip, row.skip);
  check(Holes::stop, row.stop);
}

bool is_flushed(const Case& row) {
  return std::ranges::any_of(row.puts, [](const Put& put) { return put.text.empty(); });
}

/// So many that threads write them.
void layouts_of_many_files(void**) {
  for (const Holes holes : {Holes::sparse, Holes::skip, Holes::stop}) {
    const ScratchFolder folder;
    const auto files = open_files(folder / "out", holes);
    const auto for_each = [&](const auto& check) {
      for (int i = 0; i < 100; ++i)
        for (const Case& row : kCases)
          if (!is_flushed(row)) check(row, std::string(row.name) + "/" + std::to_string(i));
    };
    for_each([&](const Case& row, const std::string& path) {
      assert_true(put_all(*files, row, path).ok());
    });
    assert_true(files->finish().ok());
    for_each([&](const Case& row, const std::string& path) {
      const auto got = octets_of(folder / ("out/" + path));
      assert_true(got == (holes == Holes::sparse ? row.sparse
                          : holes == Holes::skip ? row.skip
                                                 : row.stop));
    });
  }
}

void a_large_hole_takes_no_space(void**) {
  const ScratchFolder folder;
  const auto files = open_files(folder / "out");
  const StreamFiles::File file = files->add("x");
  constexpr std::int64_t kFar = 1 << 28;
  assert_true(files->write(file, kFar, bytes("far")).ok());
  assert_true(files->flush().ok());
  assert_true(files->write(file, -3, bytes("low")).ok());  // moves all up
  const Span spans[] = {data(0, 3), hole(3, kFar), data(kFar + 3, 3)};
  assert_true(files->close(file, -3, spans, Frame::kNoTime).ok());
  struct stat there {};
  assert_int_equal(::stat((folder / "out/x").c_str(), &there), 0);
  assert_int_equal(there.st_size, kFar + 6);
  assert_true(there.st_blocks * 512 < 1 << 20);
}

void many_and_large_segments_are_gathered(void**) {
  const ScratchFolder folder;
  const auto files = open_files(folder / "out");
  const StreamFiles::File small = files->add("small");
  const StreamFiles::File large = files->add("large");
  const std::string octets(700'000, 'x');
  std::string expected;
  for (std::int64_t i = 0; i < 5000; ++i) {
    const auto digit = static_cast<std::size_t>(i % 10);
    const std::string_view text = std::string_view("0123456789").substr(digit, 1);
    assert_true(files->write(small, i, bytes(text)).ok());
    expected += text;
  }
  for (std::int64_t i = 0; i < 7; ++i)
    assert_true(files->write(large, 700'000 * i, bytes(octets)).ok());
  assert_true(files->flush().ok());
  assert_true(read_file(folder / "out/small") == expected);
  assert_true(read_file(folder / "out/large") == std::string(4'900'000, 'x'));
}

/// Moves of more than one piece, in both directions, onto themselves.
void a_large_file_is_moved(void**) {
  const ScratchFolder folder;
  const auto files = open_files(folder / "out");
  const StreamFiles::File file = files->add("x");
  std::string octets(5'000'000, 0);
  for (std::size_t i = 0; i < octets.size(); ++i) octets[i] = static_cast<char>(i * 7 + i / 251);
  assert_true(files->write(file, 0, bytes(octets)).ok());
  std::string expected = octets;
  for (std::int64_t at = -1; at >= -6; --at) {  // the last two make room that close() removes
    assert_true(files->write(file, at, bytes("a")).ok());
    assert_true(files->flush().ok());
    expected.insert(0, "a");
  }
  const Span spans[] = {data(0, 5'000'006)};
  assert_true(files->close(file, -6, spans, Frame::kNoTime).ok());
  assert_true(read_file(folder / "out/x") == expected);
}

void what_was_written_is_read_back(void**) {
  const ScratchFolder folder;
  const auto files = open_files(folder / "out");
  const StreamFiles::File file = files->add("x");
  const auto at = [&](std::int64_t offset, std::size_t count) {
    std::string got(count, '?');
    const Result<bool> read =
        files->read_back(file, offset, {reinterpret_cast<std::uint8_t*>(got.data()), got.size()});
    return read.ok() ? got : read.error().message;
  };
  assert_true(files->write(file, 0, bytes("hello")).ok());
  assert_true(at(1, 3) == "ell");
  assert_false(std::filesystem::exists(folder / "out/x"));  // pending still
  assert_true(files->flush().ok());
  assert_true(at(0, 5) == "hello");
  assert_true(files->write(file, 5, bytes("world")).ok());
  assert_true(at(3, 4) == "lowo");
  assert_true(files->write(file, -2, bytes("<<")).ok());
  assert_true(files->write(file, 1, bytes("a")).ok());
  assert_true(at(0, 5) == "hallo");
  assert_true(at(-2, 4) == "<<ha");
  assert_true(at(8, 9).ends_with("/out/x: Input/output error"));
}

void the_time_is_set(void**) {
  const ScratchFolder folder;
  auto files = std::move(StreamFiles::open({.folder = folder / "out", .most_open = 2}).value());
  const Span spans[] = {data(0, 3)};
  const StreamFiles::File evicted = files->add("a/evicted");
  const StreamFiles::File open = files->add("a/open");
  for (const StreamFiles::File file : {evicted, open})
    assert_true(files->write(file, 0, bytes("abc")).ok());
  assert_true(files->flush().ok());
  assert_true(files->close(evicted, 0, spans, 1'700'000'000'123'456'789).ok());
  assert_true(files->close(open, 0, spans, -1).ok());
  struct stat there {};
  assert_int_equal(::stat((folder / "out/a/evicted").c_str(), &there), 0);
  assert_int_equal(there.st_mtim.tv_sec, 1'700'000'000);
  assert_int_equal(there.st_mtim.tv_nsec, 123'456'789);
  assert_int_equal(::stat((folder / "out/a/open").c_str(), &there), 0);
  assert_int_equal(there.st_mtim.tv_sec, -1);
  assert_int_equal(there.st_mtim.tv_nsec, 999'999'999);
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      cmocka_unit_test(layouts_of_many_files),
      cmocka_unit_test(a_large_hole_takes_no_space),
      cmocka_unit_test(many_and_large_segments_are_gathered),
      cmocka_unit_test(a_large_file_is_moved),
      cmocka_unit_test(what_was_written_is_read_back),
      cmocka_unit_test(the_time_is_set),
  };
  return run_table<Case>(kCases, check_layout) + cmocka_run_group_tests(tests, nullptr, nullptr);
}
