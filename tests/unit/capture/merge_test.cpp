#include "core/capture/merge.h"

#include <string>

#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

constexpr std::int64_t kNone = Frame::kNoTime;

/// A file: the times of its frames, and the error at its end, if it has one.
struct File {
  std::vector<std::int64_t> times_ns;
  const char* error = nullptr;
  Cause cause = Cause::damaged;
};

/// Gives the frames of a File, a few a batch; their one octet is the file's index.
class FileSource : public Source {
 public:
  FileSource(const File& file, std::uint32_t index, std::size_t batch_frames)
      : file_(file), index_(index), batch_frames_(batch_frames) {}

  Status read(FrameBatch& batch) override {
    const Lease lease = pool_.take();
    lease->octets[0] = static_cast<std::uint8_t>(index_);
    for (; batch.frames.size() < batch_frames_ && next_ < file_.times_ns.size(); ++next_) {
      Frame frame;
      frame.time_ns = file_.times_ns[next_];
      frame.file_index = index_;
      frame.file_offset = static_cast<std::int64_t>(next_);
      frame.bytes = {lease->octets.get(), 1};
      batch.add(frame);
      batch.hold(lease);
    }
    if (!batch.frames.empty() || file_.error == nullptr) return kOk;
    return Error{file_.error, file_.cause};
  }

  Progress progress() const override {
    return {static_cast<std::int64_t>(next_), static_cast<std::int64_t>(file_.times_ns.size())};
  }

 private:
  BlockPool pool_;
  const File& file_;
  std::uint32_t index_;
  std::size_t batch_frames_;
  std::size_t next_ = 0;
};

std::unique_ptr<Source> merged(const std::vector<File>& files, std::size_t batch_frames) {
  std::vector<std::unique_ptr<Source>> sources;
  for (const File& file : files)
    sources.push_back(std::make_unique<FileSource>(file, static_cast<std::uint32_t>(sources.size()),
                                                   batch_frames));
  return merge(std::move(sources));
}

struct Case {
  const char* name;
  std::vector<File> files;
  const char* frames;  // "a0 b0": the file's letter and the place in it
  const char* error = "";
};

// clang-format off
const Case kCases[] = {
    {"one file keeps its order",             {{{3, 1, 2}}},                                "a0 a1 a2"},
    {"files are merged by time",             {{{1, 4, 5}}, {{2, 3, 6}}},                   "a0 b0 b1 a1 a2 b2"},
    {"equal times: in the order of files",   {{{1, 1, 2}}, {{1, 2}}, {{1}}},               "a0 a1 b0 c0 a2 b1"},
    {"one behind the other",                 {{{7, 8}}, {{1, 2}}},                         "b0 b1 a0 a1"},
    {"a file out of order holds itself up",  {{{5, 1}}, {{3, 6}}},                         "b0 a0 a1 b1"},
    {"a frame without time comes at once",   {{{5, kNone, 6}}, {{1, 9}}},                  "b0 a0 a1 a2 b1"},
    {"also from a later file",               {{{5}}, {{kNone, 7}}},                        "b0 a0 b1"},
    {"times below zero",                     {{{-1}}, {{-2, 0}}},                          "b0 a0 b1"},
    {"an empty file",                        {{{}}, {{1}}},                                "b0"},
    {"no frames at all",                     {{{}}, {{}}},                                 ""},
    {"a damaged file ends, the others go on", {{{1, 4}, "a is cut"}, {{2, 3, 9}}},         "a0 b0 b1 a1 b2", "a is cut"},
    {"every damage is told, as it comes",     {{{1, 8}, "a is cut"}, {{2}, "b is cut"}},    "a0 b0 a1", "b is cut\na is cut"},
    {"one damaged from its start",           {{{}, "a is cut"}, {{2}}},                    "b0", "a is cut"},
    {"one file alone that is damaged",       {{{1}, "a is cut"}},                          "a0", "a is cut"},
};
// clang-format on

void check(const Case& row, std::size_t batch_frames) {
  const auto source = merged(row.files, batch_frames);
  std::string frames;
  std::int64_t number = 0;
  Status status = kOk;
  while (true) {
    FrameBatch batch;
    status = source->read(batch);
    if (batch.frames.empty()) break;
    assert_true(status.ok());
    for (const Frame& frame : batch.frames) {
      assert_int_equal(frame.number, ++number);
      assert_int_equal(frame.bytes[0], frame.file_index);
      frames += (frames.empty() ? "" : " ") +
                std::string(1, static_cast<char>('a' + frame.file_index)) +
                std::to_string(frame.file_offset);
    }
  }
  assert_string_equal(frames.c_str(), row.frames);
  assert_string_equal(status.ok() ? "" : status.error().message.c_str(), row.error);
}

void check_whole_files(void** state) {
  check(row_of<Case>(state), kBatchFrames);
}

void check_frame_by_frame(void** state) {
  check(row_of<Case>(state), 1);
}

void batches_stay_within_their_size(void**) {
  std::vector<File> files(2);
  for (std::int64_t i = 0; i < 3000; ++i)
    files[static_cast<std::size_t>(i % 2)].times_ns.push_back(i);
  const auto source = merged(files, 7);
  std::int64_t count = 0;
  while (true) {
    FrameBatch batch;
    assert_true(source->read(batch).ok());
    if (batch.frames.empty()) break;
    assert_true(batch.frames.size() <= kBatchFrames);
    for (const Frame& frame : batch.frames) assert_int_equal(frame.time_ns, count++);
  }
  assert_int_equal(count, 3000);
  assert_int_equal(source->progress().done_bytes, 3000);
  assert_int_equal(source->progress().total_bytes, 3000);
}

void a_block_is_leased_once_a_batch(void**) {
  std::vector<File> files(2);
  for (std::int64_t i = 0; i < 1000; ++i)
    files[static_cast<std::size_t>(i % 2)].times_ns.push_back(i);
  const auto source = merged(files, kBatchFrames);
  FrameBatch batch;
  assert_true(source->read(batch).ok());
  assert_int_equal(batch.frames.size(), 1000);
  assert_int_equal(batch.leases.size(), 2);
}

void the_graver_cause_counts(void**) {
  const File cut = {{}, "cut"};
  const File unreadable = {{}, "unreadable", Cause::file};
  for (const std::vector<File>& files :
       {std::vector{cut, unreadable}, std::vector{unreadable, cut}}) {
    FrameBatch batch;
    assert_int_equal(merged(files, 1)->read(batch).error().cause, Cause::file);
  }
}

/// A source without frames, which would stay or not.
struct Staying : Source {
  explicit Staying(bool stays) : stays_(stays) {}
  Status read(FrameBatch&) override { return kOk; }
  Progress progress() const override { return {}; }
  bool frames_stay() const override { return stays_; }
  bool stays_;
};

void frames_stay_if_those_of_all_files_do(void**) {
  const auto merged_stays = [](std::initializer_list<bool> stay) {
    std::vector<std::unique_ptr<Source>> sources;
    for (const bool stays : stay) sources.push_back(std::make_unique<Staying>(stays));
    return merge(std::move(sources))->frames_stay();
  };
  assert_true(merged_stays({true}));
  assert_false(merged_stays({false}));
  assert_true(merged_stays({true, true}));
  assert_false(merged_stays({true, false}));
  assert_false(merged({{{1}}}, 1)->frames_stay());
}

void a_total_is_unknown_if_one_is(void**) {
  const std::vector<File> files = {{{1, 2}}, {{}}};
  assert_int_equal(merged(files, 1)->progress().total_bytes, 0);
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      cmocka_unit_test(batches_stay_within_their_size),
      cmocka_unit_test(a_block_is_leased_once_a_batch),
      cmocka_unit_test(the_graver_cause_counts),
      cmocka_unit_test(a_total_is_unknown_if_one_is),
      cmocka_unit_test(frames_stay_if_those_of_all_files_do),
  };
  int failed = cmocka_run_group_tests(tests, nullptr, nullptr);
  failed += run_table<Case>(kCases, check_whole_files);
  return failed + run_table<Case>(kCases, check_frame_by_frame);
}
