#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

namespace flowstat {

inline constexpr std::int64_t kNsPerSecond = 1'000'000'000;

/// A point in time: nanoseconds since 1970-01-01 UTC, leap seconds not counted.
struct TimeNs {
  std::int64_t ns = 0;
  auto operator<=>(const TimeNs&) const = default;
};

/// A length of time in nanoseconds.
struct DurationNs {
  std::int64_t ns = 0;
  auto operator<=>(const DurationNs&) const = default;
};

/// From `from` to `to`; the nearest that an int64 can hold where the difference is larger.
constexpr DurationNs operator-(TimeNs to, TimeNs from) {
  std::int64_t ns = 0;
  if (__builtin_sub_overflow(to.ns, from.ns, &ns))
    ns = to.ns < from.ns ? std::numeric_limits<std::int64_t>::min()
                         : std::numeric_limits<std::int64_t>::max();
  return {ns};
}

/// Nanoseconds since 1970 by the system's clock.
std::int64_t now_ns();
/// Nanoseconds by a clock that nobody sets, since some point that all processes share.
std::int64_t monotonic_ns();

/// "2026-11-24T11:44:19.000000000Z" is 30 characters; a year beyond 9999 is not possible in int64.
inline constexpr std::size_t kTimeTextBytes = 30;
/// The longest of "-9223372036.854775808".
inline constexpr std::size_t kSecondsTextBytes = 21;

/// Writes `time` as RFC 3339 UTC with nine digits and Z; gives the end of the text.
/// Needs: room for kTimeTextBytes.
char* write_time(TimeNs time, char* to);

/// Writes `ns` as decimal seconds with nine digits, as tshark's frame.time_epoch; gives the end.
/// Needs: room for kSecondsTextBytes.
char* write_seconds(std::int64_t ns, char* to);

/// Reads RFC 3339 ("2026-11-24T11:44:19.5Z", "2026-11-24 11:44:19+01:00"; no zone means UTC).
std::optional<TimeNs> parse_time(std::string_view text);

/// Reads decimal seconds, such as "12.5" or "-3", exactly; at most nine digits count after the
/// point.
std::optional<std::int64_t> parse_seconds(std::string_view text);

}  // namespace flowstat
