#include "core/stream/stream_files.h"

#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <functional>
#include <optional>

#include "core/base/frame.h"
#include "tests/unit/columns/scratch_folder.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

Bytes bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

Span data(std::int64_t offset, std::int64_t count) {
  return {offset, count, SpanStatus::data, 1, 0};
}

Span hole(std::int64_t offset, std::int64_t count) {
  return {offset, count, SpanStatus::hole, 0, 0};
}

/// Needs: it can be opened.
std::unique_ptr<StreamFiles> open_files(const std::string& folder, Holes holes = Holes::sparse) {
  return std::move(StreamFiles::open({folder, false, holes, 0}).value());
}

std::string message_of(const Status& status) {
  return status.ok() ? "" : status.error().message;
}

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

std::optional<std::string> file_of(const Case& row, Holes holes) {
  const ScratchFolder folder;
  const auto files = open_files(folder / "out", holes);
  const StreamFiles::File file = files->add("x");
  for (const Put& put : row.puts) {
    const Status done =
        put.text.empty() ? files->flush() : files->write(file, put.offset, bytes(put.text));
    if (!done.ok()) return done.error().message;
  }
  if (Status done = files->close(file, row.base, row.spans, 0); !done.ok())
    return done.error().message;
  if (Status done = files->finish(); !done.ok()) return done.error().message;
  if (!std::filesystem::exists(folder / "out/x")) return std::nullopt;
  std::string octets = read_file(folder / "out/x");
  for (char& octet : octets)
    if (octet == 0) octet = '.';
  return octets;
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
    const Status read =
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

void files_lie_in_folders(void**) {
  const ScratchFolder folder;
  const auto files = open_files(folder / "a/b/out/");
  for (const char* path : {"10.0.0.1/80/x", "10.0.0.1/80/y", "10.0.0.1/81/x", "/x", "a//x"})
    assert_true(files->write(files->add(path), 0, bytes(path)).ok());
  assert_true(files->finish().ok());
  assert_true(read_file(folder / "a/b/out/10.0.0.1/80/x") == "10.0.0.1/80/x");
  assert_true(read_file(folder / "a/b/out/10.0.0.1/80/y") == "10.0.0.1/80/y");
  assert_true(read_file(folder / "a/b/out/10.0.0.1/81/x") == "10.0.0.1/81/x");
  assert_true(read_file(folder / "a/b/out/x") == "/x");
  assert_true(read_file(folder / "a/b/out/a/x") == "a//x");
}

void no_path_leaves_the_folder(void**) {
  for (const char* path : {"../x", "a/../../x", "..", "a/..", ".", "", "a/", "./x"}) {
    const ScratchFolder folder;
    const auto files = open_files(folder / "out");
    assert_true(files->write(files->add(path), 0, bytes("x")).ok());
    assert_string_equal(
        message_of(files->flush()).c_str(),
        ("cannot write " + (folder / "out/") + path + ": Invalid argument").c_str());
    assert_false(std::filesystem::exists(folder / "x"));
  }
}

/// Writes "new" to `path` in folder/out; what went wrong, "" if nothing.
std::string write_new(const ScratchFolder& folder, const char* path, bool overwrites) {
  auto files = StreamFiles::open({folder / "out", overwrites, Holes::sparse, 0});
  if (!files.ok()) return files.error().message;
  const StreamFiles::File file = files.value()->add(path);
  if (Status done = files.value()->write(file, 0, bytes("new")); !done.ok())
    return done.error().message;
  return message_of(files.value()->finish());
}

void an_existing_file_is_an_error(void**) {
  const ScratchFolder folder;
  std::filesystem::create_directory(folder / "out");
  write_file(folder / "out/x", "older");
  assert_string_equal(
      write_new(folder, "x", false).c_str(),
      ("cannot write " + (folder / "out/x") + ": it exists (--force overwrites)").c_str());
  assert_true(read_file(folder / "out/x") == "older");
}

void an_existing_file_is_replaced_when_told(void**) {
  const ScratchFolder folder;
  std::filesystem::create_directory(folder / "out");
  write_file(folder / "out/x", "older");
  std::filesystem::create_hard_link(folder / "out/x", folder / "other");
  assert_true(write_new(folder, "x", true).empty());
  assert_true(read_file(folder / "out/x") == "new");
  assert_true(read_file(folder / "other") == "older");
}

void links_are_not_followed(void**) {
  for (const bool overwrites : {false, true}) {
    const ScratchFolder folder;
    std::filesystem::create_directories(folder / "out");
    std::filesystem::create_directories(folder / "elsewhere/sub");
    write_file(folder / "elsewhere/x", "theirs");
    std::filesystem::create_symlink("../elsewhere/x", folder / "out/x");
    std::filesystem::create_symlink("../elsewhere/none", folder / "out/none");
    std::filesystem::create_symlink("../elsewhere", folder / "out/a");
    assert_int_equal(write_new(folder, "x", overwrites).empty(), overwrites);
    assert_true(read_file(folder / "elsewhere/x") == "theirs");
    assert_int_equal(write_new(folder, "none", true).empty(), true);
    assert_false(std::filesystem::exists(folder / "elsewhere/none"));
    assert_true(write_new(folder, "a/new", true).ends_with("/out/a/new: Not a directory"));
    assert_true(write_new(folder, "a/sub/new", true).ends_with("/out/a/sub/new: Not a directory"));
    assert_false(std::filesystem::exists(folder / "elsewhere/new"));
    assert_false(std::filesystem::exists(folder / "elsewhere/sub/new"));
  }
}

void a_file_put_in_place_of_ours_is_not_followed(void**) {
  const ScratchFolder folder;
  auto files = std::move(StreamFiles::open({folder / "out", false, Holes::sparse, 2}).value());
  const StreamFiles::File file = files->add("x");
  assert_true(files->write(file, 0, bytes("abc")).ok());
  assert_true(files->write(files->add("y"), 0, bytes("abc")).ok());  // x is closed for it
  assert_true(files->flush().ok());
  write_file(folder / "theirs", "theirs");
  std::filesystem::remove(folder / "out/x");
  std::filesystem::create_symlink("../theirs", folder / "out/x");
  assert_true(files->write(file, 3, bytes("def")).ok());
  assert_false(files->flush().ok());
  assert_true(read_file(folder / "theirs") == "theirs");
}

void the_mark_is_there_until_all_is_written(void**) {
  const ScratchFolder folder;
  const std::string mark = folder / "out/INCOMPLETE";
  {
    const auto files = open_files(folder / "out");
    assert_true(read_file(mark).starts_with("The files in this folder are incomplete"));
    assert_true(files->write(files->add("INCOMPLETE"), 0, bytes("x")).ok());
    assert_false(files->finish().ok());
  }
  assert_true(std::filesystem::exists(mark));
  const std::string error = write_new(folder, "x", false);
  assert_string_equal(error.c_str(), ("cannot write " + (folder / "out") +
                                      ": a former run left it incomplete, as the file INCOMPLETE "
                                      "in it says (--force overwrites)")
                                         .c_str());
  assert_true(write_new(folder, "x", true).empty());
  assert_false(std::filesystem::exists(mark));
  assert_true(write_new(folder, "y", false).empty());
}

void the_folder_cannot_be(void**) {
  const ScratchFolder folder;
  write_file(folder / "out", "");
  assert_string_equal(write_new(folder, "x", true).c_str(),
                      ("cannot write " + (folder / "out") + ": Not a directory").c_str());
}

void the_time_is_set(void**) {
  const ScratchFolder folder;
  auto files = std::move(StreamFiles::open({folder / "out", false, Holes::sparse, 2}).value());
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

/// 50 files in 7 folders, written in turns, some with octets before 0; what went wrong.
std::string write_in_turns(const std::string& folder, std::size_t most_open) {
  auto opened = StreamFiles::open({folder, false, Holes::sparse, most_open});
  if (!opened.ok()) return opened.error().message;
  StreamFiles& files = *opened.value();
  std::vector<std::string> texts;
  for (int i = 0; i < 50; ++i) {
    texts.push_back("file " + std::to_string(i) + ";");
    files.add("f" + std::to_string(i % 7) + "/" + std::to_string(i));
  }
  const auto size_of = [&](unsigned file) { return static_cast<std::int64_t>(texts[file].size()); };
  const auto begin_of = [&](unsigned file) { return file % 3 == 0 ? -9 * size_of(file) : 0; };
  for (int turn = 0; turn < 20; ++turn) {
    for (unsigned file = 0; file < 50; ++file) {
      const std::int64_t at = file % 3 == 0 ? 10 - turn : turn;
      if (Status done = files.write(file, at * size_of(file), bytes(texts[file])); !done.ok())
        return done.error().message;
    }
    if (Status done = files.flush(); !done.ok()) return done.error().message;
  }
  for (unsigned file = 0; file < 50; ++file) {
    const Span spans[] = {data(0, 20 * size_of(file))};
    if (Status done = files.close(file, begin_of(file), spans, 0); !done.ok())
      return done.error().message;
  }
  return message_of(files.finish());
}

/// Is each file 20 times its text?
bool are_complete(const std::string& folder) {
  for (int i = 0; i < 50; ++i) {
    std::string wanted;
    for (int turn = 0; turn < 20; ++turn) wanted += "file " + std::to_string(i) + ";";
    const std::string path = folder + "/f" + std::to_string(i % 7) + "/" + std::to_string(i);
    if (read_file(path) != wanted) return false;
  }
  return true;
}

void descriptors_change_nothing(void**) {
  for (const std::size_t most_open : {0U, 1U, 2U, 3U, 20U, 1000U}) {
    const ScratchFolder folder;
    assert_string_equal(write_in_turns(folder / "out", most_open).c_str(), "");
    assert_true(are_complete(folder / "out"));
  }
}

/// True if `check` is in a process of its own, which may spoil its limits.
bool holds_apart(const std::function<bool()>& check) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(check() ? 0 : 1);
  int status = 1;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

void few_descriptors_change_nothing(void**) {
  for (const rlim_t allowed : {20U, 33U, 64U})
    for (const std::size_t most_open : {0U, 1000U}) {
      const ScratchFolder folder;
      assert_true(holds_apart([&] {
        const rlimit limit{allowed, allowed};
        return ::setrlimit(RLIMIT_NOFILE, &limit) == 0 &&
               write_in_turns(folder / "out", most_open).empty();
      }));
      assert_true(are_complete(folder / "out"));
    }
}

void a_file_too_large_is_an_error(void**) {
  const ScratchFolder folder;
  assert_true(holds_apart([&] {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{1000, 1000};
    if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) return false;
    const auto files = open_files(folder / "out");
    const std::string octets(600, 'x');
    const StreamFiles::File file = files->add("a/x");
    for (const std::int64_t offset : {0, 600})
      if (!files->write(file, offset, bytes(octets)).ok()) return false;
    return message_of(files->flush()) ==
           "cannot write " + (folder / "out/a/x") + ": File too large";
  }));
  assert_int_equal(std::filesystem::file_size(folder / "out/a/x"), 1000);
  assert_true(std::filesystem::exists(folder / "out/INCOMPLETE"));
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      cmocka_unit_test(a_large_hole_takes_no_space),
      cmocka_unit_test(many_and_large_segments_are_gathered),
      cmocka_unit_test(a_large_file_is_moved),
      cmocka_unit_test(what_was_written_is_read_back),
      cmocka_unit_test(files_lie_in_folders),
      cmocka_unit_test(no_path_leaves_the_folder),
      cmocka_unit_test(an_existing_file_is_an_error),
      cmocka_unit_test(an_existing_file_is_replaced_when_told),
      cmocka_unit_test(links_are_not_followed),
      cmocka_unit_test(a_file_put_in_place_of_ours_is_not_followed),
      cmocka_unit_test(the_mark_is_there_until_all_is_written),
      cmocka_unit_test(the_folder_cannot_be),
      cmocka_unit_test(the_time_is_set),
      cmocka_unit_test(descriptors_change_nothing),
      cmocka_unit_test(few_descriptors_change_nothing),
      cmocka_unit_test(a_file_too_large_is_an_error),
  };
  return run_table<Case>(kCases, check_layout) + cmocka_run_group_tests(tests, nullptr, nullptr);
}
