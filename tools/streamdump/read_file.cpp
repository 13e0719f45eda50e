#include "tools/streamdump/read_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <vector>

#include "tools/cli/interrupt.h"

namespace flowstat::streamdump {

namespace {

/// Where the first data at or behind `at` are; `end` if only a hole is left.
std::int64_t data_behind(int fd, std::int64_t at, std::int64_t end) {
  const std::int64_t data = ::lseek(fd, at, SEEK_DATA);
  if (data >= 0) return data;
  return errno == ENXIO ? end : at;  // else the file system knows of no holes
}

}  // namespace

Result<Descriptor> open_to_read(const std::string& path) {
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  if (file.fd() < 0) return system_error("read", path, errno);
  return file;
}

Status read_all(const Descriptor& file, const std::string& path,
                const std::function<Status(Bytes)>& take) {
  constexpr std::int64_t kMostZeros = 1 << 24;
  static std::uint8_t zeros[kMostZeros];  // never touched but to be read, so they take no memory
  std::vector<std::uint8_t> octets(1 << 18);
  struct stat about {};
  if (::fstat(file.fd(), &about) != 0) return system_error("read", path, errno);
  std::int64_t data = 0;  // the next that are no hole
  for (std::int64_t at = 0; at < about.st_size;) {
    if (Status on = cli::check_interrupt(); !on.ok()) return on;
    if (data <= at) data = data_behind(file.fd(), at, about.st_size);
    ssize_t count = std::min(data - at, kMostZeros);
    Bytes part(zeros, static_cast<std::size_t>(count));
    if (count == 0) {
      count = ::pread(file.fd(), octets.data(), octets.size(), at);
      if (count < 0) return system_error("read", path, errno);
      if (count == 0) return kOk;
      part = Bytes(octets.data(), static_cast<std::size_t>(count));
    }
    if (const Status taken = take(part); !taken.ok()) return taken;
    at += count;
  }
  return kOk;
}

}  // namespace flowstat::streamdump
