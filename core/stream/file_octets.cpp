#include "core/stream/file_octets.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>

namespace flowstat {

namespace {

/// `pieces` without their first `bytes` octets.
std::span<iovec> without(std::span<iovec> pieces, std::size_t bytes) {
  while (!pieces.empty() && pieces.front().iov_len <= bytes) {
    bytes -= pieces.front().iov_len;
    pieces = pieces.subspan(1);
  }
  if (bytes > 0) {
    iovec& first = pieces.front();
    first = {static_cast<char*>(first.iov_base) + bytes, first.iov_len - bytes};
  }
  return pieces;
}

int write_zeros_at(int fd, std::int64_t begin, std::int64_t end) {
  static constexpr std::uint8_t kZeros[65'536] = {};
  while (begin < end) {
    const auto count = std::min<std::int64_t>(end - begin, sizeof kZeros);
    iovec piece{const_cast<std::uint8_t*>(kZeros), static_cast<std::size_t>(count)};
    if (const int error = write_at(fd, {&piece, 1}, begin); error != 0) return error;
    begin += count;
  }
  return 0;
}

}  // namespace

int write_at(int fd, std::span<iovec> pieces, std::int64_t offset) {
  pieces = without(pieces, 0);
  while (!pieces.empty()) {
    const auto count = static_cast<int>(std::min<std::size_t>(pieces.size(), IOV_MAX));
    const ssize_t written = ::pwritev(fd, pieces.data(), count, offset);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return written < 0 ? errno : EIO;
    offset += written;
    pieces = without(pieces, static_cast<std::size_t>(written));
  }
  return 0;
}

int read_at(int fd, std::span<std::uint8_t> to, std::int64_t offset) {
  while (!to.empty()) {
    const ssize_t count = ::pread(fd, to.data(), to.size(), offset);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return count < 0 ? errno : EIO;
    offset += count;
    to = to.subspan(static_cast<std::size_t>(count));
  }
  return 0;
}

int clear_at(int fd, std::int64_t begin, std::int64_t end) {
  if (begin >= end) return 0;
  constexpr int kPunch = FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE;
  for (;;) {
    if (::fallocate(fd, kPunch, begin, end - begin) == 0) return 0;
    if (errno == EOPNOTSUPP || errno == ENOSYS) return write_zeros_at(fd, begin, end);
    if (errno != EINTR) return errno;
  }
}

}  // namespace flowstat
