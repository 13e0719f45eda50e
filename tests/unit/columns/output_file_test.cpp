#include "core/columns/output_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <thread>

#include "tests/unit/columns/scratch_folder.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

Bytes bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

/// Writes `text` to `path`, and gives what went wrong, "" if nothing.
std::string write_to(const std::string& path, std::string_view text, Overwrite overwrite) {
  auto out = open_output(path, overwrite);
  if (!out.ok()) return out.error().message;
  if (const Status status = out.value()->write(bytes(text)); !status.ok())
    return status.error().message;
  const Status closed = out.value()->close();
  return closed.ok() ? "" : closed.error().message;
}

void the_name_appears_with_the_whole_file(void**) {
  const ScratchFolder folder;
  auto out = open_output(folder / "x", Overwrite::no);
  assert_true(out.value()->write(bytes("abc")).ok());
  assert_true(out.value()->flush().ok());
  assert_false(std::filesystem::exists(folder / "x"));
  assert_int_equal(folder.names().size(), 1);
  assert_true(folder.names()[0].starts_with(".x."));
  assert_true(folder.names()[0].ends_with(".part"));

  assert_true(out.value()->close().ok());
  assert_true(folder.names() == std::vector<std::string>{"x"});
  assert_true(read_file(folder / "x") == "abc");
}

void what_is_not_closed_leaves_nothing(void**) {
  const ScratchFolder folder;
  {
    auto out = open_output(folder / "x", Overwrite::no);
    assert_true(out.value()->write(bytes("abc")).ok());
  }
  assert_true(folder.names().empty());
}

void an_existing_file_is_an_error(void**) {
  const ScratchFolder folder;
  write_file(folder / "x", "old");
  const std::string error = write_to(folder / "x", "new", Overwrite::no);
  assert_true(error.starts_with("cannot write " + (folder / "x") + ": it exists already"));
  assert_true(read_file(folder / "x") == "old");
}

void an_existing_file_is_replaced_when_told(void**) {
  const ScratchFolder folder;
  write_file(folder / "x", "old");
  assert_true(write_to(folder / "x", "new", Overwrite::yes).empty());
  assert_true(read_file(folder / "x") == "new");
  assert_int_equal(folder.names().size(), 1);
}

void a_file_that_appears_meanwhile_is_kept(void**) {
  const ScratchFolder folder;
  auto out = open_output(folder / "x", Overwrite::no);
  write_file(folder / "x", "theirs");
  const Status closed = out.value()->close();
  assert_false(closed.ok());
  assert_true(
      closed.error().message.starts_with("cannot write " + (folder / "x") + ": it exists already"));
  out.value().reset();
  assert_true(read_file(folder / "x") == "theirs");
  assert_int_equal(folder.names().size(), 1);
}

void a_link_stays_a_link(void**) {
  const ScratchFolder folder;
  std::filesystem::create_directory(folder / "elsewhere");
  write_file(folder / "elsewhere/x", "old");
  std::filesystem::create_symlink("elsewhere/x", folder / "link");
  assert_true(write_to(folder / "link", "new", Overwrite::yes).empty());
  assert_true(std::filesystem::is_symlink(folder / "link"));
  assert_true(read_file(folder / "elsewhere/x") == "new");
}

void the_mode_is_what_umask_leaves(void**) {
  const ScratchFolder folder;
  const mode_t before = ::umask(027);
  assert_true(write_to(folder / "x", "abc", Overwrite::no).empty());
  ::umask(before);
  struct stat there {};
  assert_int_equal(::stat((folder / "x").c_str(), &there), 0);
  assert_int_equal(there.st_mode & 0777, 0640);
}

void the_longest_name_has_a_temporary_one(void**) {
  const ScratchFolder folder;
  const std::string name(255, 'n');
  assert_true(write_to(folder / name, "abc", Overwrite::no).empty());
  assert_true(read_file(folder / name) == "abc");
}

void no_such_folder_is_named(void**) {
  const ScratchFolder folder;
  const std::string path = folder / "no/x";
  assert_true(write_to(path, "", Overwrite::no) ==
              "cannot write " + path + ": No such file or directory");
}

void a_folder_is_no_file(void**) {
  const ScratchFolder folder;
  const std::string path = folder.path().string();
  assert_true(write_to(path, "", Overwrite::yes) == "cannot write " + path + ": Is a directory");
}

void a_full_disk_is_named(void**) {
  assert_true(write_to("/dev/full", "abc", Overwrite::no) ==
              "cannot write /dev/full: No space left on device");
  auto out = open_output("/dev/full", Overwrite::no);
  const std::string much(1 << 20, 'x');
  assert_false(out.value()->write(bytes(much)).ok());
}

void small_and_large_writes_keep_their_order(void**) {
  const ScratchFolder folder;
  std::string expected;
  auto out = open_output(folder / "x", Overwrite::no);
  for (std::size_t i = 0; i < 40; ++i) {
    const std::string piece((i * 7919) % 300'000, static_cast<char>('a' + i % 26));
    expected += piece;
    assert_true(out.value()->write(bytes(piece)).ok());
  }
  assert_true(out.value()->close().ok());
  assert_true(read_file(folder / "x") == expected);
}

void a_fifo_is_written_directly(void**) {
  const ScratchFolder folder;
  const std::string path = folder / "fifo";
  assert_int_equal(::mkfifo(path.c_str(), 0600), 0);
  std::string read;
  std::thread reader([&] { read = read_file(path); });
  const std::string error = write_to(path, "abc", Overwrite::no);
  reader.join();
  assert_true(error.empty());
  assert_true(read == "abc");
  assert_true(std::filesystem::is_fifo(path));
}

void a_reader_that_left_is_no_complaint(void**) {
  const ScratchFolder folder;
  const std::string path = folder / "fifo";
  assert_int_equal(::mkfifo(path.c_str(), 0600), 0);
  std::signal(SIGPIPE, SIG_IGN);
  const int reader = ::open(path.c_str(), O_RDONLY | O_NONBLOCK);
  auto out = open_output(path, Overwrite::no);
  ::close(reader);
  assert_true(out.value()->write(bytes("abc")).ok());
  const Status closed = out.value()->close();
  assert_false(closed.ok());
  assert_int_equal(closed.error().cause, Cause::broken_pipe);
}

void standard_output_stays_open(void**) {
  const ScratchFolder folder;
  const int ours = ::dup(STDOUT_FILENO);
  const int file = ::open((folder / "out").c_str(), O_WRONLY | O_CREAT, 0600);
  ::dup2(file, STDOUT_FILENO);
  const std::string first = write_to("-", "abc", Overwrite::no);
  const std::string second = write_to("-", "def", Overwrite::no);
  ::dup2(ours, STDOUT_FILENO);
  ::close(file);
  ::close(ours);
  assert_true(first.empty() && second.empty());
  assert_true(read_file(folder / "out") == "abcdef");
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      cmocka_unit_test(the_name_appears_with_the_whole_file),
      cmocka_unit_test(what_is_not_closed_leaves_nothing),
      cmocka_unit_test(an_existing_file_is_an_error),
      cmocka_unit_test(an_existing_file_is_replaced_when_told),
      cmocka_unit_test(a_file_that_appears_meanwhile_is_kept),
      cmocka_unit_test(a_link_stays_a_link),
      cmocka_unit_test(the_mode_is_what_umask_leaves),
      cmocka_unit_test(the_longest_name_has_a_temporary_one),
      cmocka_unit_test(no_such_folder_is_named),
      cmocka_unit_test(a_folder_is_no_file),
      cmocka_unit_test(a_full_disk_is_named),
      cmocka_unit_test(small_and_large_writes_keep_their_order),
      cmocka_unit_test(a_fifo_is_written_directly),
      cmocka_unit_test(a_reader_that_left_is_no_complaint),
      cmocka_unit_test(standard_output_stays_open),
  };
  return cmocka_run_group_tests(tests, nullptr, nullptr);
}
