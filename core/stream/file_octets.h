#pragma once

#include <sys/uio.h>

#include <cstdint>
#include <span>

namespace flowstat {

// Each gives 0 or the system's error number. Offsets are those in the file.

/// Writes `pieces` one behind the other from `offset` on, however often the system stops short.
/// What `pieces` say is undefined afterwards.
int write_at(int fd, std::span<iovec> pieces, std::int64_t offset);

/// Fills `to` with what is at `offset`. Errors: EIO, if the file ends before.
int read_at(int fd, std::span<std::uint8_t> to, std::int64_t offset);

/// Makes [begin, end) a hole, or zeros where the file system has no holes.
int clear_at(int fd, std::int64_t begin, std::int64_t end);

}  // namespace flowstat
