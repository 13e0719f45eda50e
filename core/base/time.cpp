#include "core/base/time.h"

#include <charconv>
#include <chrono>
#include <cstring>

#include "core/base/digits.h"

namespace flowstat {

namespace {

constexpr std::int64_t kSecondsPerDay = 86400;

/// Writes `value` right-aligned with leading zeros into `width` characters.
char* write_digits(std::uint64_t value, int width, char* to) {
  for (int i = width - 1; i >= 0; --i) {
    to[i] = static_cast<char>('0' + value % 10);
    value /= 10;
  }
  return to + width;
}

/// Takes exactly `width` digits off the front of `text`.
std::optional<int> take_digits(std::string_view& text, std::size_t width) {
  if (text.size() < width) return std::nullopt;
  int value = 0;
  for (const char c : text.substr(0, width)) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  text.remove_prefix(width);
  return value;
}

bool take(std::string_view& text, std::string_view any_of) {
  if (text.empty() || any_of.find(text.front()) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

/// Takes ".5" and gives 500,000,000; 0 where there is no point. Digits beyond the ninth are cut.
std::optional<std::int64_t> take_fraction_ns(std::string_view& text) {
  if (!take(text, ".")) return 0;
  std::int64_t ns = 0;
  int digits = 0;
  for (; !text.empty() && text.front() >= '0' && text.front() <= '9'; text.remove_prefix(1)) {
    if (digits >= 9) continue;
    ns = ns * 10 + (text.front() - '0');
    ++digits;
  }
  if (digits == 0) return std::nullopt;
  for (; digits < 9; ++digits) ns *= 10;
  return ns;
}

/// Takes "Z", "+01:00" or nothing, and gives the seconds east of UTC.
std::optional<int> take_zone(std::string_view& text) {
  if (text.empty() || take(text, "Zz")) return 0;
  const int sign = text.front() == '-' ? -1 : 1;
  if (!take(text, "+-")) return std::nullopt;
  const auto hours = take_digits(text, 2);
  if (!hours || *hours > 23 || !take(text, ":")) return std::nullopt;
  const auto minutes = take_digits(text, 2);
  if (!minutes || *minutes > 59) return std::nullopt;
  return sign * (*hours * 3600 + *minutes * 60);
}

std::optional<std::int64_t> take_date_seconds(std::string_view& text) {
  const auto year = take_digits(text, 4);
  if (!year || !take(text, "-")) return std::nullopt;
  const auto month = take_digits(text, 2);
  if (!month || !take(text, "-")) return std::nullopt;
  const auto day = take_digits(text, 2);
  if (!day) return std::nullopt;
  using namespace std::chrono;
  const year_month_day date{std::chrono::year{*year},
                            std::chrono::month{static_cast<unsigned>(*month)},
                            std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return std::nullopt;
  return sys_days{date}.time_since_epoch().count() * std::int64_t{86400};
}

std::optional<std::int64_t> take_clock_seconds(std::string_view& text) {
  if (text.empty()) return 0;
  if (!take(text, "Tt ")) return std::nullopt;
  const auto hours = take_digits(text, 2);
  if (!hours || *hours > 23 || !take(text, ":")) return std::nullopt;
  const auto minutes = take_digits(text, 2);
  if (!minutes || *minutes > 59) return std::nullopt;
  if (!take(text, ":")) return *hours * 3600 + *minutes * 60;
  const auto seconds = take_digits(text, 2);
  if (!seconds || *seconds > 60) return std::nullopt;
  return *hours * 3600 + *minutes * 60 + *seconds;
}

/// seconds * 10^9 + ns, if an int64 holds it.
std::optional<std::int64_t> total_ns(std::int64_t seconds, std::int64_t ns) {
  std::int64_t total = 0;
  if (seconds < 0 && ns > 0) {
    // The first time that int64 holds lies between two seconds, and the earlier one does not fit.
    seconds += 1;
    ns -= kNsPerSecond;
  }
  if (__builtin_mul_overflow(seconds, kNsPerSecond, &total)) return std::nullopt;
  if (__builtin_add_overflow(total, ns, &total)) return std::nullopt;
  return total;
}

}  // namespace

std::int64_t now_ns() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::nanoseconds>(now).count();
}

std::int64_t monotonic_ns() {
  using std::chrono::steady_clock;
  return std::chrono::nanoseconds(steady_clock::now().time_since_epoch()).count();
}

char* write_time(TimeNs time, char* to) {
  using namespace std::chrono;
  // In seconds, as the midnight before the first time of int64 is none of int64 nanoseconds.
  const Seconds at = split_seconds(time.ns);
  const sys_days midnight = floor<days>(sys_seconds{seconds{at.second}});
  const year_month_day date{midnight};
  const auto second =
      static_cast<std::uint64_t>(at.second - midnight.time_since_epoch().count() * kSecondsPerDay);
  to = write_digits(static_cast<std::uint64_t>(static_cast<int>(date.year())), 4, to);
  *to++ = '-';
  to = write_digits(static_cast<unsigned>(date.month()), 2, to);
  *to++ = '-';
  to = write_digits(static_cast<unsigned>(date.day()), 2, to);
  *to++ = 'T';
  to = write_digits(second / 3600, 2, to);
  *to++ = ':';
  to = write_digits(second / 60 % 60, 2, to);
  *to++ = ':';
  to = write_digits(second % 60, 2, to);
  *to++ = '.';
  to = write_nine_digits(at.ns, to);
  *to++ = 'Z';
  return to;
}

char* write_seconds(std::int64_t ns, char* to) {
  auto size = static_cast<std::uint64_t>(ns);
  if (ns < 0) {
    *to++ = '-';
    size = 0 - size;  // the most negative value has no positive twin in int64
  }
  to = std::to_chars(to, to + kSecondsTextBytes, size / kNsPerSecond).ptr;
  *to++ = '.';
  return write_nine_digits(static_cast<std::uint32_t>(size % kNsPerSecond), to);
}

std::optional<TimeNs> parse_time(std::string_view text) {
  const auto date = take_date_seconds(text);
  if (!date) return std::nullopt;
  const auto clock = take_clock_seconds(text);
  if (!clock) return std::nullopt;
  const auto fraction = take_fraction_ns(text);
  const auto zone = take_zone(text);
  if (!fraction || !zone || !text.empty()) return std::nullopt;
  const auto ns = total_ns(*date + *clock - *zone, *fraction);
  if (!ns) return std::nullopt;
  return TimeNs{*ns};
}

std::optional<std::int64_t> parse_seconds(std::string_view text) {
  const bool negative = take(text, "-");
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc{} || seconds < 0) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  const auto fraction = take_fraction_ns(text);
  if (!fraction || !text.empty()) return std::nullopt;
  return negative ? total_ns(-seconds, -*fraction) : total_ns(seconds, *fraction);
}

}  // namespace flowstat
