#include "tools/cli/program.h"

#include <unistd.h>

#include <array>
#include <cstdio>
#include <new>
#include <stdexcept>

#include "core/base/version.h"
#include "tests/unit/cli/tool.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

using Arguments = std::span<const char* const>;

struct Case {
  const char* name;
  int (*command)(Arguments arguments);
  int exit_code;
  const char* complaint;  ///< What stands on standard error.
};

int damaged(Arguments) {
  return cli::fail(kProbeTool, {"cannot read x: it breaks off\nas files do", Cause::damaged});
}

int gone(Arguments) {
  return cli::fail(kProbeTool, {"cannot write standard output: Broken pipe", Cause::broken_pipe});
}

const Case kCases[] = {
    {"a command's exit code", [](Arguments) { return 4; }, 4, ""},
    {"each line of an error behind the name", damaged, 3,
     "flowprobe: cannot read x: it breaks off\nflowprobe: as files do\n"},
    {"a closed pipe is a quiet 0", gone, 0, ""},
    {"no memory", [](Arguments) -> int { throw std::bad_alloc(); }, 9,
     "flowprobe: out of memory\n"},
    {"an exception", [](Arguments) -> int { throw std::runtime_error("no such luck"); }, 9,
     "flowprobe: no such luck\n"},
    {"arguments without the program",
     [](Arguments a) { return a.size() == 2 && *a[1] == 'b' ? 0 : 1; }, 0, ""},
};

/// Standard error goes to a file for as long as this lives.
class Caught {
 public:
  Caught() : file_(std::tmpfile()), saved_(dup(STDERR_FILENO)) {
    dup2(fileno(file_), STDERR_FILENO);
  }
  ~Caught() {
    dup2(saved_, STDERR_FILENO);
    close(saved_);
    std::fclose(file_);
  }
  Caught(const Caught&) = delete;
  Caught& operator=(const Caught&) = delete;

  std::string text() {
    std::array<char, 512> text{};
    std::rewind(file_);
    return {text.data(), std::fread(text.data(), 1, text.size(), file_)};
  }

 private:
  std::FILE* file_;
  int saved_;
};

void check_guarded(void** state) {
  const Case& row = row_of<Case>(state);
  const char* const argv[] = {"flowprobe", "a", "b", nullptr};
  int exit_code = -1;
  std::string complaint;
  {
    Caught caught;
    exit_code = cli::run_guarded(kProbeTool, 3, argv, row.command);
    complaint = caught.text();
  }

  assert_int_equal(exit_code, row.exit_code);
  assert_string_equal(complaint.c_str(), row.complaint);
}

void check_version(void**) {
  const std::string text =
      cli::version_text(kProbeTool, {{"Apache Arrow", "26"}, {"libpcap", "1.10"}});

  assert_string_equal(
      text.c_str(),
      ("flowprobe " + std::string(kVersion) + "\nApache Arrow 26\nlibpcap 1.10\n").c_str());
}

}  // namespace

int main() {
  const CMUnitTest version[] = {cmocka_unit_test(check_version)};
  return run_table<Case>(kCases, check_guarded) +
         cmocka_run_group_tests_name("version", version, nullptr, nullptr);
}
