#include <fcntl.h>
#include <sys/resource.h>

#include <csignal>

#include "tests/unit/stream/some_stream_files.h"

using namespace flowstat;

namespace {

/// 50 files in 7 folders, written in turns, some with octets before 0; what went wrong.
std::string write_in_turns(const std::string& folder, std::size_t most_open) {
  auto opened = StreamFiles::open({.folder = folder, .most_open = most_open});
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

/// 300 files in 7 folders, each of which is over before it is made; what went wrong. `meanwhile`
/// is done when a third of them is written.
std::string write_whole(
    const std::string& folder, std::size_t most_open,
    const std::function<void()>& meanwhile = [] {}) {
  auto opened = StreamFiles::open({.folder = folder, .most_open = most_open});
  if (!opened.ok()) return opened.error().message;
  StreamFiles& files = *opened.value();
  const Span spans[] = {data(0, 5)};
  for (int i = 0; i < 300; ++i) {
    if (i == 100) meanwhile();
    const auto file = files.add("f" + std::to_string(i % 7) + "/" + std::to_string(i));
    if (Status done = files.write(file, 0, bytes("hello")); !done.ok()) return message_of(done);
    if (Status done = files.close(file, 0, spans, 0); !done.ok()) return message_of(done);
  }
  return message_of(files.finish());
}

/// How many files there are that say "hello".
int count_whole(const std::string& folder) {
  int count = 0;
  for (const auto& file : std::filesystem::recursive_directory_iterator(folder))
    if (file.is_regular_file()) count += read_file(file.path()) == "hello" ? 1 : 0;
  return count;
}

void few_descriptors_change_nothing(void**) {
  for (const rlim_t allowed : {20U, 33U, 64U})
    for (const std::size_t most_open : {0U, 1000U}) {
      const ScratchFolder folder;
      assert_true(holds_apart([&] {
        const rlimit limit{allowed, allowed};
        return ::setrlimit(RLIMIT_NOFILE, &limit) == 0 &&
               write_in_turns(folder / "out", most_open).empty() &&
               write_whole(folder / "whole", most_open).empty();
      }));
      assert_true(are_complete(folder / "out"));
      assert_int_equal(count_whole(folder / "whole"), 300);
    }
}

/// There are enough for threads, until somebody else takes nearly all.
void descriptors_that_others_take_change_nothing(void**) {
  const ScratchFolder none_taken;
  // Sanitizers need descriptors when they see a thread's end for the first time.
  assert_true(write_whole(none_taken / "whole", 0).empty());
  for (const int left : {1, 2, 3, 5, 10, 40}) {
    const ScratchFolder folder;
    assert_true(holds_apart([&] {
      const rlimit limit{600, 600};
      if (::setrlimit(RLIMIT_NOFILE, &limit) != 0) return false;
      const auto take_nearly_all = [&] {
        while (::open("/dev/null", O_RDONLY) >= 0) continue;
        for (int fd = 599; fd > 599 - left; --fd) ::close(fd);
      };
      return write_whole(folder / "whole", 0, take_nearly_all).empty();
    }));
    assert_int_equal(count_whole(folder / "whole"), 300);
  }
}

/// Runs `check` where no file may have more than 1000 octets.
bool holds_for_small_files(const std::function<bool()>& check) {
  return holds_apart([&] {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{1000, 1000};
    return ::setrlimit(RLIMIT_FSIZE, &limit) == 0 && check();
  });
}

/// What is put into a file that is to be too large: pieces of 400 octets, in this order.
struct LargeRow {
  const char* name;
  std::vector<std::int64_t> offsets;
  bool is_flushed;        // behind each of them
  std::int64_t base;      // where the stream begins
  std::int64_t end;       // where it ends
  std::int64_t expected;  // size of the file that is left
};

const LargeRow kLargeRows[] = {
    // name                     offsets           flushed  base  end   left
    {"in order", {0, 400, 800}, true, 0, 1200, 800},
    {"in one write", {0, 400, 800}, false, 0, 1200, 0},
    {"the last piece fits no more", {0, 400, 800, 0}, true, 0, 1200, 0},
    {"a hole is filled too late", {0, 800, 400}, true, 0, 1200, 400},
    {"base above the lowest", {0, 400, 800}, true, 100, 1200, 700},
    {"moved up, and too large", {0, 400, -400}, true, -400, 800, 0},
    {"nothing before it broke", {800, 0, 400}, true, 0, 1200, 0},
    {"all that is wanted", {0, 400, 800}, true, 0, 700, 700},
};

/// A file that is too large ends before what is missing; another beside it is complete.
void a_file_too_large_ends_before_what_is_missing(void**) {
  for (const LargeRow& row : kLargeRows) {
    const ScratchFolder folder;
    assert_true(holds_for_small_files([&] {
      const auto files = open_files(folder / "out");
      const std::string octets(400, 'x');
      const StreamFiles::File file = files->add("a/x");
      for (const std::int64_t offset : row.offsets) {
        if (!files->write(file, offset, bytes(octets)).ok()) return false;
        if (row.is_flushed && !files->flush().ok()) return false;
      }
      if (!files->flush().ok() || !files->is_broken(file)) return false;
      const StreamFiles::File other = files->add("a/y");
      if (!files->write(other, 0, bytes("other")).ok()) return false;
      const Span spans[] = {data(0, row.end - row.base)};
      const Span five[] = {data(0, 5)};
      if (!files->close(file, row.base, spans, 0).ok()) return false;
      if (!files->close(other, 0, five, 0).ok() || !files->settle().ok()) return false;
      return files->bytes_of_broken("a/x") == row.expected && !files->bytes_of_broken("a/y") &&
             message_of(files->finish()) ==
                 "cannot write " + (folder / "out/a/x") + ": File too large";
    }));
    if (row.expected == 0)
      assert_false(std::filesystem::exists(folder / "out/a/x"));
    else
      assert_int_equal(std::filesystem::file_size(folder / "out/a/x"), row.expected);
    assert_true(read_file(folder / "out/a/y") == "other");
    assert_true(std::filesystem::exists(folder / "out/INCOMPLETE"));
  }
}

void some_of_many_too_large_are_left_out(void**) {
  for (const int step : {1000, 500, 31, 2}) {
    const ScratchFolder folder;
    const int large = (1000 + step - 1) / step;
    assert_true(holds_for_small_files([&] {
      const std::string octets(1200, 'x');
      const auto files = open_files(folder / "out");
      for (int i = 0; i < 1000; ++i) {
        const std::int64_t count = i % step == 0 ? 1200 : 20;
        const Span spans[] = {data(0, count)};
        const auto file = files->add("a/" + std::to_string(i));
        const Bytes some = bytes(octets).first(static_cast<std::size_t>(count));
        if (!files->write(file, 0, some).ok() || !files->close(file, 0, spans, 0).ok())
          return false;
      }
      const std::string message = message_of(files->finish());
      return message.starts_with("cannot write " + (folder / "out/a/")) &&
             (large == 1 ||
              message.find("; " + std::to_string(large - 1) + " more error") != std::string::npos);
    }));
    for (int i = 0; i < 1000; ++i)
      assert_int_equal(std::filesystem::exists(folder / "out/a/" + std::to_string(i)),
                       i % step != 0);
    assert_true(std::filesystem::exists(folder / "out/INCOMPLETE"));
  }
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      cmocka_unit_test(descriptors_change_nothing),
      cmocka_unit_test(few_descriptors_change_nothing),
      cmocka_unit_test(descriptors_that_others_take_change_nothing),
      cmocka_unit_test(a_file_too_large_ends_before_what_is_missing),
      cmocka_unit_test(some_of_many_too_large_are_left_out),
  };
  return cmocka_run_group_tests(tests, nullptr, nullptr);
}
