#include "tools/walk/spool.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <vector>

#include "core/base/descriptor.h"
#include "tools/cli/interrupt.h"

namespace flowstat::walk {

namespace {

constexpr std::size_t kCopyBytes = 1'048'576;

Status write_all(int to, const char* from, std::size_t bytes, const std::string& path) {
  while (bytes > 0) {
    const ssize_t written = write(to, from, bytes);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return system_error("write", path, errno);
    from += written;
    bytes -= static_cast<std::size_t>(written);
  }
  return kOk;
}

Status copy(int from, const std::string& input, int to, const std::string& path) {
  std::vector<char> octets(kCopyBytes);
  for (;;) {
    if (cli::is_interrupted()) return Error{"interrupted", Cause::interrupted};
    const ssize_t got = read(from, octets.data(), octets.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return system_error("read", input, errno);
    if (got == 0) return kOk;
    const Status written = write_all(to, octets.data(), static_cast<std::size_t>(got), path);
    if (!written.ok()) return written;
  }
}

}  // namespace

Spool::~Spool() {
  if (!path_.empty()) unlink(path_.c_str());
}

Status Spool::take(const std::string& input, std::string& path) {
  std::error_code error;
  path = input;
  if (input != "-" && !std::filesystem::exists(input, error)) return kOk;  // opening it will tell
  if (input != "-" && std::filesystem::is_regular_file(input, error)) return kOk;
  if (input != "-" && std::filesystem::is_directory(input, error)) return kOk;
  const char* const folder = std::getenv("TMPDIR");
  std::string made = std::string(folder == nullptr || *folder == '\0' ? "/tmp" : folder) +
                     "/flowstat-input-XXXXXX";
  const Descriptor to(mkostemp(made.data(), O_CLOEXEC));
  if (to.fd() < 0) return system_error("make a copy of the input in", made, errno);
  path_ = made;
  path = made;
  const Descriptor from(input == "-" ? dup(STDIN_FILENO)
                                     : open(input.c_str(), O_RDONLY | O_CLOEXEC));
  if (from.fd() < 0) return system_error("open", input, errno);
  return copy(from.fd(), input, to.fd(), made);
}

}  // namespace flowstat::walk
