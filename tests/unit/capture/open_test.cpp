#include "core/capture/open.h"

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "tests/unit/capture/files.h"
#include "tests/unit/capture/frames_of.h"
#include "tests/unit/capture/packers.h"
#include "tests/unit/testing.h"

using namespace flowstat;
using namespace files;

namespace {

/// A folder of its own for every run, gone at the end.
class Folder {
 public:
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "open_test.XXXXXX").string();
    path_ = mkdtemp(pattern.data());
    std::filesystem::current_path(path_);
  }
  ~Folder() { std::filesystem::remove_all(path_); }

 private:
  std::filesystem::path path_;
};

void write(const char* path, const Octets& octets) {
  std::ofstream(path, std::ios::binary)
      .write(reinterpret_cast<const char*>(octets.data()),
             static_cast<std::streamsize>(octets.size()));
}

const Octets kPcap = kLittle.pcap() + kLittle.record(1, 2, "abc");
const Octets kPcapng =
    kLittle.section() + kLittle.interface() + kLittle.enhanced(0, 1000003, "def");

struct Case {
  const char* name;
  Octets file;
  const char* frames;
};

// clang-format off
const Case kCases[] = {
    {"pcap",                    kPcap,                                            "24: 1.000002000 abc, file 7"},
    {"pcapng",                  kPcapng,                                          "48: 1.000003000 def, file 7"},
    {"pcap in gzip",            gzip(kPcap),                                      "24: 1.000002000 abc, file 7"},
    {"pcapng in gzip",          gzip(kPcapng),                                    "48: 1.000003000 def, file 7"},
    {"pcap in zstd",            zstd(kPcap),                                      "24: 1.000002000 abc, file 7"},
    {"pcapng in zstd",          zstd(kPcapng),                                    "48: 1.000003000 def, file 7"},
    {"pcap in two members",     gzip(cut(kPcap, 30)) + gzip({kPcap.begin() + 30, kPcap.end()}), "24: 1.000002000 abc, file 7"},
    {"no frames",               kLittle.pcap(),                                   ""},
};
// clang-format on

template <FrameLife Life>
void check_file(void** state) {
  const Case& row = row_of<Case>(state);
  write("x", row.file);
  auto source = open_capture("x", 7, Life);
  assert_true(source.ok());
  assert_string_equal(told_by(*source.value()).frames.c_str(), row.frames);
  const Progress progress = source.value()->progress();
  assert_int_equal(progress.done_bytes, row.file.size());
  assert_int_equal(progress.total_bytes, row.file.size());
}

void check_fifo(void** state) {
  const Case& row = row_of<Case>(state);
  std::filesystem::remove("fifo");
  assert_int_equal(mkfifo("fifo", 0600), 0);
  std::thread writer([&] { write("fifo", row.file); });
  auto source = open_capture("fifo", 7, FrameLife::source);
  const bool stays = source.ok() && source.value()->frames_stay();
  const Told told = source.ok() ? told_by(*source.value()) : Told{};
  writer.join();
  assert_string_equal(told.frames.c_str(), row.frames);
  assert_false(stays);
}

struct ErrorCase {
  const char* name;
  const char* path;  // "x" holds the octets
  Octets octets;
  const char* error;
};

// clang-format off
const ErrorCase kErrors[] = {
    {"missing",                   "nowhere.pcap", {},                        "cannot open nowhere.pcap: No such file or directory"},
    {"a folder",                  ".",  {},                                  "cannot read .: it is a folder; name the files in it"},
    {"empty",                     "x",  {},                                  "cannot read x: it is empty"},
    {"empty inside gzip",         "x",  gzip({}),                            "cannot read x: it is empty"},
    {"empty inside zstd",         "x",  zstd({}),                            "cannot read x: it is empty"},
    {"a device that is empty",    "/dev/null", {},                           "cannot read /dev/null: it is empty"},
    {"text",                      "x",  text("hello there"),                 "cannot read x: not a pcap or pcapng capture; it looks like text"},
    {"one octet",                 "x",  hex("d4"),                           "cannot read x: not a pcap or pcapng capture; it looks like text"},
    {"a signature of 15 octets",  "x",  text("SQLite format 3") + zeros(1),  "cannot read x: not a pcap or pcapng capture; it looks like an SQLite database"},
    {"binary behind four letters", "x", text("abcd") + zeros(100),           "cannot read x: not a pcap or pcapng capture; it looks like binary data of no known kind"},
    {"text in gzip",              "x",  gzip(text("hello there")),           "cannot read x: not a pcap or pcapng capture; it looks like text"},
    {"packed zeros, a block full",  "x", gzip(zeros(2 << 20)),               "cannot read x: not a pcap or pcapng capture; it looks like binary data of no known kind"},
    {"gzip in gzip",              "x",  gzip(gzip(kPcap)),                   "cannot read x: not a pcap or pcapng capture; it looks like binary data of no known kind"},
    {"a gzip file that is cut",   "x",  cut(gzip(kPcap), 10),                "x is damaged at offset 0: gzip data: the file is cut short"},
    {"a cut pcap header",         "x",  cut(kPcap, 23),                      "x is damaged at offset 0: its pcap file header is cut short"},
    {"a cut pcapng section",      "x",  cut(kPcapng, 20),                    "x is damaged at offset 0: the file is cut short inside a block"},
    {"an unknown pcap version",   "x",  kLittle.pcap(kMicroseconds, 1, 9),   "cannot read x: pcap version 9, and only 2 is known"},
};
// clang-format on

template <FrameLife Life>
void check_error(void** state) {
  const ErrorCase& row = row_of<ErrorCase>(state);
  write("x", row.octets);
  const auto source = open_capture(row.path, 0, Life);
  assert_false(source.ok());
  assert_string_equal(source.error().message.c_str(), row.error);
  assert_int_equal(source.error().cause, Cause::file);
}

void several_files_are_one_timeline(void**) {
  write("a", kPcap);
  write("b", gzip(kPcapng));
  write("c", kBig.pcap() + kBig.record(0, 9, "g") + kBig.record(2, 0, "h"));
  const std::string paths[] = {"a", "b", "c"};
  auto source = open_captures(paths);
  assert_string_equal(told_by(*source.value()).frames.c_str(),
                      "24: 0.000009000 g, file 2\n24: 1.000002000 abc\n"
                      "48: 1.000003000 def, file 1\n41: 2.000000000 h, file 2");
}

void one_that_cannot_be_opened_is_told_at_once(void**) {
  write("a", kPcap);
  const std::string paths[] = {"a", "nowhere"};
  const auto source = open_captures(paths);
  assert_false(source.ok());
  assert_string_equal(source.error().message.c_str(),
                      "cannot open nowhere: No such file or directory");
}

void a_damaged_one_is_told_at_the_end(void**) {
  write("a", cut(kPcap, 42));
  write("b", kPcapng);
  const std::string paths[] = {"a", "b"};
  for (const FrameLife life : {FrameLife::batch, FrameLife::source}) {
    auto source = open_captures(paths, life);
    const Told told = told_by(*source.value());
    assert_string_equal(told.frames.c_str(), "48: 1.000003000 def, file 1");
    assert_string_equal(
        told.error.c_str(),
        "a is damaged at offset 24: the file is cut short, a record of 19 bytes has 18");
  }
}

void frames_stay_where_all_files_are_mapped(void**) {
  write("a", kPcap);
  write("b", kPcapng);
  write("packed", gzip(kPcap));
  const auto stay = [](const std::vector<std::string>& paths, FrameLife life) {
    return open_captures(paths, life).value()->frames_stay();
  };
  assert_false(stay({"a"}, FrameLife::batch));
  assert_true(stay({"a"}, FrameLife::source));
  assert_true(stay({"a", "b"}, FrameLife::source));
  assert_false(stay({"packed"}, FrameLife::source));
  assert_false(stay({"a", "packed", "b"}, FrameLife::source));
}

constexpr std::uint32_t kManyFrames = 100'000;

/// A capture of many batches and steps of a mapping: every frame is its place in 60 octets.
Octets many_frames() {
  Octets file = kLittle.pcap();
  for (std::uint32_t i = 0; i < kManyFrames; ++i) {
    std::string place = std::to_string(i);
    place.resize(60, '.');
    const Octets record = kLittle.record(i, 0, place);
    file.insert(file.end(), record.begin(), record.end());
  }
  return file;
}

void frames_of_a_mapped_file_outlive_their_batches(void**) {
  write("x", many_frames());
  const std::string paths[] = {"x", "x"};
  auto source = open_captures(paths, FrameLife::source);
  std::vector<Frame> frames;
  for (FrameBatch batch; source.value()->read(batch).ok() && !batch.frames.empty(); batch.clear())
    frames.insert(frames.end(), batch.frames.begin(), batch.frames.end());
  assert_int_equal(frames.size(), 2 * kManyFrames);
  for (const Frame& frame : frames) {
    const std::string place = std::to_string(frame.time_ns / 1'000'000'000);
    assert_int_equal(frame.bytes.size(), 60);
    assert_memory_equal(frame.bytes.data(), place.data(), place.size());
    assert_int_equal(frame.bytes[place.size()], '.');
  }
}

void progress_of_a_mapped_file_is_where_its_frames_are(void**) {
  write("x", many_frames());
  auto source = open_capture("x", 0, FrameLife::source);
  assert_int_equal(source.value()->progress().done_bytes, 24);
  for (std::int64_t batches = 1; batches < 4; ++batches) {
    FrameBatch batch;
    assert_true(source.value()->read(batch).ok());
    assert_int_equal(source.value()->progress().done_bytes, 24 + batches * 1024 * 76);
    assert_int_equal(source.value()->progress().total_bytes, 24 + 76 * kManyFrames);
  }
}

void a_mapped_file_that_gets_shorter_is_damaged(void**) {
  for (const std::uintmax_t left : {0U, 4096U, 24U + 76U * 1024U, 7'000'000U}) {
    write("x", many_frames());
    auto source = open_capture("x", 0, FrameLife::source);
    FrameBatch batch;
    assert_true(source.value()->read(batch).ok());
    std::filesystem::resize_file("x", left);
    for (int i = 0; i < 2; ++i) {
      const Told told = told_by(*source.value());
      assert_string_equal(told.frames.c_str(), "");
      assert_string_equal(told.error.c_str(),
                          "x is damaged at offset 77848: the file was cut short while it was read");
      assert_int_equal(told.cause, Cause::damaged);
    }
  }
}

void standard_input_is_a_dash(void**) {
  write("x", kPcap);
  assert_non_null(std::freopen("x", "rb", stdin));
  auto source = open_capture("-", 0, FrameLife::source);
  assert_true(source.ok());
  assert_false(source.value()->frames_stay());
  assert_string_equal(told_by(*source.value()).frames.c_str(), "24: 1.000002000 abc");
  write("x", text("hello"));
  assert_non_null(std::freopen("x", "rb", stdin));
  assert_string_equal(
      open_capture("-", 0).error().message.c_str(),
      "cannot read standard input: not a pcap or pcapng capture; it looks like text");
}

}  // namespace

int main() {
  const Folder folder;
  const CMUnitTest tests[] = {
      cmocka_unit_test(several_files_are_one_timeline),
      cmocka_unit_test(one_that_cannot_be_opened_is_told_at_once),
      cmocka_unit_test(a_damaged_one_is_told_at_the_end),
      cmocka_unit_test(frames_stay_where_all_files_are_mapped),
      cmocka_unit_test(frames_of_a_mapped_file_outlive_their_batches),
      cmocka_unit_test(progress_of_a_mapped_file_is_where_its_frames_are),
      cmocka_unit_test(a_mapped_file_that_gets_shorter_is_damaged),
      cmocka_unit_test(standard_input_is_a_dash),
  };
  int failed = cmocka_run_group_tests(tests, nullptr, nullptr);
  failed += run_table<Case>(kCases, check_file<FrameLife::batch>);
  failed += run_table<Case>(kCases, check_file<FrameLife::source>);
  failed += run_table<Case>(kCases, check_fifo);
  failed += run_table<ErrorCase>(kErrors, check_error<FrameLife::batch>);
  return failed + run_table<ErrorCase>(kErrors, check_error<FrameLife::source>);
}
