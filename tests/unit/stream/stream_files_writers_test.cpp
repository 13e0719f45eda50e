#include <sys/stat.h>

#include <algorithm>
#include <array>

#include "core/stream/writer_threads.h"
#include "tests/unit/stream/some_stream_files.h"

using namespace flowstat;

namespace {

const std::string kText = "what a small stream says";

std::string path_of(int i) {
  return "f" + std::to_string(i % 100) + "/" + std::to_string(i);
}

Status write_small(StreamFiles& files, int i, Bytes octets) {
  const auto size = static_cast<std::int64_t>(octets.size());
  const Span spans[] = {data(0, size)};
  const StreamFiles::File file = files.add(path_of(i));
  if (Status done = files.write(file, 0, octets); !done.ok()) return done;
  return files.close(file, 0, spans, i);
}

void very_many_small_files(void**) {
  constexpr int kFiles = 100'000;
  const ScratchFolder folder;
  std::vector<std::string> texts;
  for (int i = 0; i < kFiles; ++i) texts.push_back(std::to_string(i) + kText);
  const auto files = open_files(folder / "out");
  for (int i = 0; i < kFiles; ++i)
    assert_true(write_small(*files, i, bytes(texts[static_cast<std::size_t>(i)])).ok());
  assert_true(files->finish().ok());
  int equal = 0;
  for (int i = 0; i < kFiles; ++i) {
    const std::string path = folder / "out/" + path_of(i);
    struct stat there {};
    const bool has_time = ::stat(path.c_str(), &there) == 0 && there.st_mtim.tv_nsec == i;
    equal += has_time && read_file(path) == texts[static_cast<std::size_t>(i)] ? 1 : 0;
  }
  assert_int_equal(equal, kFiles);
  assert_false(std::filesystem::exists(folder / "out/INCOMPLETE"));
}

void octets_are_borrowed_until_flush(void**) {
  const ScratchFolder folder;
  std::string text = kText;
  const auto files = open_files(folder / "out");
  for (int i = 0; i < 2000; ++i) {
    assert_true(write_small(*files, i, bytes(text)).ok());
    if (i % 100 != 99) continue;
    assert_true(files->flush().ok());
    text.assign(text.size(), '?');
    for (int made = i - 99; made <= i; ++made)
      assert_true(read_file(folder / "out/" + path_of(made)) == kText);
    text = kText;
  }
}

void segments_go_over_those_before(void**) {
  const ScratchFolder folder;
  const auto files = open_files(folder / "out");
  const Span spans[] = {data(0, 9)};
  for (int i = 0; i < 2000; ++i) {
    const StreamFiles::File file = files->add(path_of(i));
    for (const std::int64_t offset : {4, 0, -5, -2})
      assert_true(files->write(file, offset, bytes("abcde")).ok());
    assert_true(files->close(file, -4, spans, 0).ok());  // the first 'a' is cut off
  }
  assert_true(files->finish().ok());
  for (int i = 0; i < 2000; ++i)
    assert_true(read_file(folder / "out/" + path_of(i)) == "bcabcdede");
}

/// But for the mark.
std::ptrdiff_t files_below(const std::string& folder) {
  const std::filesystem::recursive_directory_iterator all(folder);
  return std::count_if(begin(all), end(all), [](const auto& entry) {
    return entry.is_regular_file() && entry.path().filename() != "INCOMPLETE";
  });
}

void an_error_is_never_lost(void**) {
  constexpr int kFiles = 2000;
  for (const int taken : {0, 1, 31, 32, 700, kFiles - 1}) {
    const ScratchFolder folder;
    std::filesystem::create_directories(folder / "out/f" + std::to_string(taken % 100));
    write_file(folder / "out/" + path_of(taken), "older");
    Status done = kOk;
    {
      const auto files = open_files(folder / "out");
      for (int i = 0; i < kFiles && done.ok(); ++i) done = write_small(*files, i, bytes(kText));
      if (done.ok()) done = files->finish();
    }
    assert_string_equal(
        message_of(done).c_str(),
        ("cannot write " + (folder / "out/") + path_of(taken) + ": it exists (--force overwrites)")
            .c_str());
    assert_true(read_file(folder / "out/" + path_of(taken)) == "older");
    // Which others were made before the error came out is the threads' affair.
    assert_int_equal(std::filesystem::exists(folder / "out/INCOMPLETE"),
                     files_below(folder / "out") > 1);
  }
}

void links_are_not_followed_by_threads(void**) {
  for (const bool overwrites : {false, true}) {
    const ScratchFolder folder;
    std::filesystem::create_directories(folder / "out/f7");
    write_file(folder / "theirs", "theirs");
    std::filesystem::create_symlink(folder / "theirs", folder / "out/" + path_of(407));
    const auto files =
        std::move(StreamFiles::open({.folder = folder / "out", .overwrites = overwrites}).value());
    Status done = kOk;
    for (int i = 0; i < 1000 && done.ok(); ++i) done = write_small(*files, i, bytes(kText));
    if (done.ok()) done = files->finish();
    assert_int_equal(done.ok(), overwrites);
    assert_true(read_file(folder / "theirs") == "theirs");
    if (overwrites) assert_true(read_file(folder / "out/" + path_of(407)) == kText);
  }
}

void what_is_under_way_may_be_given_up(void**) {
  for (const int count : {0, 1, 32, 33, 200, 3000}) {
    const ScratchFolder folder;
    {
      const auto files = open_files(folder / "out");
      for (int i = 0; i < count; ++i) assert_true(write_small(*files, i, bytes(kText)).ok());
    }
    const auto mark = folder / "out/INCOMPLETE";
    assert_int_equal(std::filesystem::exists(mark), std::filesystem::exists(folder / "out/f0"));
  }
}

// The threads on their own

/// A batch of files number `first` and on.
std::unique_ptr<WriterBatch> batch_from(int first) {
  auto batch = std::make_unique<WriterBatch>();
  for (int i = first; !batch->is_full(); ++i) batch->add().reset(std::to_string(i));
  return batch;
}

void without_threads_a_batch_comes_back(void**) {
  WriterThreads threads;
  auto batch = batch_from(0);
  const WriterBatch* given = batch.get();
  batch = threads.exchange(std::move(batch));
  assert_ptr_equal(batch.get(), given);
  assert_int_equal(batch->jobs().front().error, WriterJob::kNotBegun);
  assert_null(threads.take_back().get());
}

void every_batch_comes_back(void**) {
  for (const int batches : {0, 1, 5, 8, 100}) {
    const ScratchFolder folder;
    auto out = StreamFolder::open(folder / "out", false, 1);
    WriterThreads threads;
    std::vector<StreamFolder> folders;
    for (int i = 0; i < 3; ++i) folders.push_back(std::move(out.value().again(1).value()));
    threads.start(std::move(folders));
    int done = 0;
    int not_begun = 0;
    const auto look_at = [&](WriterBatch& batch) {
      for (const WriterJob& job : batch.jobs()) {
        const bool is_there = std::filesystem::exists(folder / "out/" + job.path);
        assert_int_equal(is_there, job.error == 0);
        ++(job.error == 0 ? done : not_begun);
      }
    };
    for (int i = 0; i < batches; ++i) look_at(*threads.exchange(batch_from(1000 * i)));
    threads.stop();
    while (const auto batch = threads.take_back()) look_at(*batch);
    assert_int_equal(done + not_begun, 32 * batches);
    assert_int_equal(threads.has_changed_folder(), done > 0);
  }
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      cmocka_unit_test(very_many_small_files),
      cmocka_unit_test(octets_are_borrowed_until_flush),
      cmocka_unit_test(segments_go_over_those_before),
      cmocka_unit_test(an_error_is_never_lost),
      cmocka_unit_test(links_are_not_followed_by_threads),
      cmocka_unit_test(what_is_under_way_may_be_given_up),
      cmocka_unit_test(without_threads_a_batch_comes_back),
      cmocka_unit_test(every_batch_comes_back),
  };
  return cmocka_run_group_tests(tests, nullptr, nullptr);
}
