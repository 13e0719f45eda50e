#include "tools/cli/progress_text.h"

#include <algorithm>
#include <cstdio>
#include <iterator>

namespace flowstat::cli {

namespace {

/// "0:07", "1:02:03".
std::string clock_text(double seconds) {
  const auto whole_s = static_cast<long>(seconds + 0.5);
  char text[32];
  if (whole_s < 3600)
    std::snprintf(text, sizeof text, "%ld:%02ld", whole_s / 60, whole_s % 60);
  else
    std::snprintf(text, sizeof text, "%ld:%02ld:%02ld", whole_s / 3600, whole_s / 60 % 60,
                  whole_s % 60);
  return text;
}

std::string time_left(const ProgressState& state) {
  constexpr double kSoonest_s = 0.5;      // before that the rate is mostly start-up
  constexpr double kLongest_s = 359'999;  // 99:59:59
  if (state.elapsed_s < kSoonest_s || state.done_bytes <= 0) return {};
  const auto left =
      static_cast<double>(std::max<std::int64_t>(state.total_bytes - state.done_bytes, 0));
  const double left_s = left * state.elapsed_s / static_cast<double>(state.done_bytes);
  return left_s > kLongest_s ? "" : ", " + clock_text(left_s) + " left";
}

/// A number below a thousand, and what it counts.
struct Scaled {
  std::string number;
  const char* prefix;
};

Scaled scale(double count) {
  constexpr const char* kPrefixes[] = {"", "k", "M", "G", "T", "P", "E"};
  std::size_t power = 0;
  // 999.5 would be shown as 1000, and 9.95 as 10.0.
  for (; count >= 999.5 && power + 1 < std::size(kPrefixes); ++power) count /= 1000;
  char number[32];
  std::snprintf(number, sizeof number, power > 0 && count < 9.95 ? "%.1f" : "%.0f", count);
  return {number, kPrefixes[power]};
}

}  // namespace

std::string progress_text(const ProgressState& state) {
  const bool has_total = state.total_bytes > 0;
  const auto done = static_cast<double>(state.done_bytes);
  const auto total = static_cast<double>(state.total_bytes);
  std::string text;
  if (has_total) text = std::to_string(static_cast<int>(std::min(done / total, 1.0) * 100)) + " % ";
  text += byte_text(done);
  if (has_total) text += " of " + byte_text(total);
  text += ", " + with_commas(state.packets) + " packets";
  if (state.elapsed_s > 0)
    text += ", " + rate_text(static_cast<double>(state.packets) / state.elapsed_s);
  return has_total ? text + time_left(state) : text;
}

std::string with_commas(std::int64_t count) {
  std::string digits = std::to_string(count);
  const std::size_t sign = count < 0 ? 1 : 0;
  for (std::size_t at = digits.size(); at > sign + 3;) digits.insert(at -= 3, 1, ',');
  return digits;
}

std::string byte_text(double bytes) {
  const Scaled scaled = scale(bytes);
  return scaled.number + " " + scaled.prefix + "B";
}

std::string rate_text(double packets_per_s) {
  const Scaled scaled = scale(packets_per_s);
  return scaled.number + " " + scaled.prefix + (*scaled.prefix == 0 ? "packets/s" : " packets/s");
}

}  // namespace flowstat::cli
