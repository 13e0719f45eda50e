#include "tools/walk/spool.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/descriptor.h"
#include "tools/cli/interrupt.h"

namespace flowstat::walk {

namespace {

constexpr std::size_t kCopyBytes = 1'048'576;
constexpr std::size_t kWantedBytes = 65'536;

Status write_copy(int to, Bytes octets) {
  const int error = write_all(to, octets);
  return error == 0 ? kOk : Status(system_error("write", "a copy of the input", error));
}

Status copy(int from, const std::string& input, int to) {
  std::vector<std::uint8_t> octets(kCopyBytes);
  for (;;) {
    if (Status on = cli::check_interrupt(); !on.ok()) return on;
    const ssize_t got = read(from, octets.data(), octets.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return system_error("read", input, errno);
    if (got == 0) return kOk;
    if (Status written = write_copy(to, Bytes(octets).first(static_cast<std::size_t>(got)));
        !written.ok())
      return written;
  }
}

}  // namespace

bool is_read_once(const std::string& input) {
  namespace fs = std::filesystem;
  std::error_code error;
  // What is not there, or a folder, is for who opens it to tell.
  return input == "-" || (fs::exists(input, error) && !fs::is_regular_file(input, error) &&
                          !fs::is_directory(input, error));
}

Status Spool::take(const std::string& input, std::string& path) {
  path = input;
  if (!is_read_once(input)) return kOk;
  const Descriptor from(input == "-" ? dup(STDIN_FILENO)
                                     : open(input.c_str(), O_RDONLY | O_CLOEXEC));
  if (from.fd() < 0) return system_error("open", input, errno);
  auto made = TemporaryFile::make();
  if (!made.ok()) return made.error();
  copy_ = std::move(made.value());
  path = copy_->path();
  return copy(from.fd(), input, copy_->fd());
}

Result<TemporaryFile> copy_of(Window& input) {
  auto made = TemporaryFile::make();
  if (!made.ok()) return made;
  for (;;) {
    if (const Status on = cli::check_interrupt(); !on.ok()) return on.error();
    if (const Status status = input.want(kWantedBytes); !status.ok()) return status.error();
    const Bytes view = input.view();
    if (view.empty()) return made;
    if (const Status written = write_copy(made.value().fd(), view); !written.ok())
      return written.error();
    input.skip(view.size());
  }
}

}  // namespace flowstat::walk
