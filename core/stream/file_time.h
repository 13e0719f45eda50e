#pragma once

#include <sys/stat.h>

#include <array>
#include <cstdint>

namespace flowstat {

/// Access and modification time as futimens() takes them.
using FileTimes = std::array<timespec, 2>;

/// Modified at `time_ns` since 1970, or before it; the access time stays.
inline FileTimes file_times(std::int64_t time_ns) {
  constexpr std::int64_t kSecond = 1'000'000'000;
  const std::int64_t rest_ns = (time_ns % kSecond + kSecond) % kSecond;
  return {{{0, UTIME_OMIT}, {(time_ns - rest_ns) / kSecond, rest_ns}}};
}

}  // namespace flowstat
