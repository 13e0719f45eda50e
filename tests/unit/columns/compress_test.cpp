#include "core/columns/compress.h"

#include "tests/unit/columns/rows.h"
#include "tests/unit/columns/scratch_folder.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

/// Gives a shell command that unpacks a file to standard output.
struct Case {
  const char* name;
  std::string_view ending;
  std::string unpack;
};

const Case kCases[] = {
    {"gzip", ".gz", "gzip -dc "}, {"zstd", ".zst", "zstd -dcq "}, {"none", "", "cat "}};

Bytes bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

/// Text that does not shrink to nothing.
std::string many_words(std::size_t count) {
  std::string text;
  std::uint64_t state = 1;
  for (std::size_t i = 0; i < count; ++i) {
    state = state * 6364136223846793005 + 1442695040888963407;
    text += std::to_string(state >> 40) + '\n';
  }
  return text;
}

std::string unpacked(const Case& row, const ScratchFolder& folder, const std::string& packed) {
  write_file(folder / "packed", packed);
  const std::string command = row.unpack + (folder / "packed") + " > " + (folder / "plain");
  assert_int_equal(std::system(command.c_str()), 0);
  return read_file(folder / "plain");
}

std::string packed(const Case& row, const std::string& text, std::size_t piece_bytes) {
  Memory memory;
  auto out = compress(memory.sink(), row.ending);
  for (std::size_t at = 0; at < text.size(); at += piece_bytes)
    assert_true(out.value()->write(bytes(std::string_view(text).substr(at, piece_bytes))).ok());
  assert_true(out.value()->close().ok());
  assert_true(memory.is_closed);
  return memory.octets;
}

void check_there_and_back(void** state) {
  const Case& row = row_of<Case>(state);
  const ScratchFolder folder;
  const std::string text = many_words(200'000);
  assert_true(unpacked(row, folder, packed(row, text, 10'007)) == text);
  assert_true(unpacked(row, folder, packed(row, text, text.size())) == text);
  assert_true(unpacked(row, folder, packed(row, "", 1)).empty());
}

void check_same_octets_each_time(void** state) {
  const Case& row = row_of<Case>(state);
  const std::string text = many_words(1000);
  assert_true(packed(row, text, 100) == packed(row, text, 100));
}

/// A reader that has only what came before the flush has all rows up to there.
void check_flush_lets_all_through(void** state) {
  const Case& row = row_of<Case>(state);
  const ScratchFolder folder;
  Memory memory;
  auto out = compress(memory.sink(), row.ending);
  assert_true(out.value()->write(bytes("first\n")).ok());
  assert_true(out.value()->flush().ok());
  assert_int_equal(memory.flushes, 1);
  const std::string so_far = memory.octets;
  write_file(folder / "packed", so_far);
  const std::string command =
      row.unpack + (folder / "packed") + " 2> /dev/null > " + (folder / "plain");
  static_cast<void>(std::system(command.c_str()) +
                    1);  // the end is missing, which they complain of
  assert_true(read_file(folder / "plain") == "first\n");
}

void check_failures_pass_through(void** state) {
  const Case& row = row_of<Case>(state);
  Memory memory;
  auto out = compress(memory.sink(), row.ending);
  assert_true(out.value()->write(bytes("abc")).ok());
  memory.is_full = true;
  const Status closed = out.value()->close();
  assert_false(closed.ok());
  assert_string_equal(closed.error().message.c_str(), "cannot write x: No space left on device");
}

void the_name_says_the_compression(void**) {
  assert_true(compression_of("x.csv.gz") == ".gz");
  assert_true(compression_of("x.csv.zst") == ".zst");
  assert_true(compression_of("x.csv").empty());
  assert_true(compression_of("gz").empty());
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {cmocka_unit_test(the_name_says_the_compression)};
  int failed = cmocka_run_group_tests(tests, nullptr, nullptr);
  for (const auto check : {check_there_and_back, check_same_octets_each_time,
                           check_flush_lets_all_through, check_failures_pass_through})
    failed += run_table<Case>(kCases, check);
  return failed;
}
