#include "tests/unit/stream/some_stream_files.h"

using namespace flowstat;

namespace {

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
  auto files = StreamFiles::open(
      {.folder = folder / "out", .overwrites = overwrites, .spared = {folder / "out/spared"}});
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

void a_file_that_is_spared_is_never_replaced(void**) {
  const ScratchFolder folder;
  std::filesystem::create_directory(folder / "out");
  write_file(folder / "out/spared", "older");
  std::filesystem::create_hard_link(folder / "out/spared", folder / "out/same");
  for (const char* name : {"spared", "same"}) {
    const std::string error = "will not write " + (folder / "out/") + name + ": it is an input";
    assert_string_equal(write_new(folder, name, true).c_str(), error.c_str());
    assert_true(read_file(folder / "out/" + name) == "older");
  }
  assert_true(write_new(folder, "another", true).empty());
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
  auto files = std::move(StreamFiles::open({.folder = folder / "out", .most_open = 2}).value());
  const StreamFiles::File file = files->add("x");
  assert_true(files->write(file, 0, bytes("abc")).ok());
  assert_true(files->write(files->add("y"), 0, bytes("abc")).ok());  // x is closed for it
  assert_true(files->flush().ok());
  write_file(folder / "theirs", "theirs");
  std::filesystem::remove(folder / "out/x");
  std::filesystem::create_symlink("../theirs", folder / "out/x");
  assert_true(files->write(file, 3, bytes("def")).ok());
  assert_true(files->flush().ok());
  const Span spans[] = {data(0, 6)};
  assert_true(files->close(file, 0, spans, 0).ok());
  assert_false(files->finish().ok());
  assert_true(read_file(folder / "theirs") == "theirs");
}

void the_mark_is_there_until_all_is_written(void**) {
  const ScratchFolder folder;
  const std::string mark = folder / "out/INCOMPLETE";
  {
    const auto files = open_files(folder / "out");
    assert_true(read_file(mark).starts_with("The files in this folder are incomplete"));
    assert_true(files->write(files->add("made"), 0, bytes("x")).ok());
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

void a_run_that_makes_nothing_leaves_no_mark(void**) {
  const ScratchFolder folder;
  open_files(folder / "out").reset();
  assert_false(std::filesystem::exists(folder / "out/INCOMPLETE"));
  write_file(folder / "out/x", "older");
  assert_false(write_new(folder, "x", false).empty());
  assert_false(std::filesystem::exists(folder / "out/INCOMPLETE"));
  assert_true(write_new(folder, "x", true).empty());
}

void the_mark_of_a_former_run_stays(void**) {
  const ScratchFolder folder;
  std::filesystem::create_directory(folder / "out");
  write_file(folder / "out/INCOMPLETE", "");
  StreamFiles::open({.folder = folder / "out", .overwrites = true}).value().reset();
  assert_true(std::filesystem::exists(folder / "out/INCOMPLETE"));
}

void the_folder_cannot_be(void**) {
  const ScratchFolder folder;
  write_file(folder / "out", "");
  assert_string_equal(write_new(folder, "x", true).c_str(),
                      ("cannot write " + (folder / "out") + ": Not a directory").c_str());
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      cmocka_unit_test(files_lie_in_folders),
      cmocka_unit_test(no_path_leaves_the_folder),
      cmocka_unit_test(an_existing_file_is_an_error),
      cmocka_unit_test(an_existing_file_is_replaced_when_told),
      cmocka_unit_test(a_file_that_is_spared_is_never_replaced),
      cmocka_unit_test(links_are_not_followed),
      cmocka_unit_test(a_file_put_in_place_of_ours_is_not_followed),
      cmocka_unit_test(the_mark_is_there_until_all_is_written),
      cmocka_unit_test(a_run_that_makes_nothing_leaves_no_mark),
      cmocka_unit_test(the_mark_of_a_former_run_stays),
      cmocka_unit_test(the_folder_cannot_be),
  };
  return cmocka_run_group_tests(tests, nullptr, nullptr);
}
