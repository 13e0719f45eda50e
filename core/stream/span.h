#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace flowstat {

/// What is known of a run of octets in a stream.
enum class SpanStatus : std::uint8_t {
  data,       ///< Captured.
  hole,       ///< Never captured.
  truncated,  ///< Sent in a packet of which less was captured.
  conflict,   ///< Captured more than once, and not with the same octets.
  urgent,     ///< Captured; the octet that an urgent pointer points to. RFC 6093 §3.2.
};

inline constexpr std::array<std::string_view, 5> kSpanStatusLabels = {"data", "hole", "truncated",
                                                                      "conflict", "urgent"};
constexpr std::span<const std::string_view> labels_of(SpanStatus) {
  return kSpanStatusLabels;
}

/// A run of octets of one status, as long as it can be. A stream is a list of them without gaps.
struct Span {
  std::int64_t offset = 0;  ///< Of its first octet; 0 is the one behind the SYN's.
  std::int64_t bytes = 0;
  SpanStatus status = SpanStatus::data;
  /// That brought the first octet; of a conflict the first that differed there, of urgent octets
  /// the first that pointed there. 0: it is a hole, or that is not known any more, since what came
  /// side by side is kept as one: behind a conflict, an urgent octet or octets that replaced
  /// truncated ones, and where octets before the SYN were cut off.
  std::int64_t first_frame = 0;
  std::int64_t time_ns = 0;  ///< Of that frame; Frame::kNoTime where there is none.

  std::int64_t end() const { return offset + bytes; }
  bool is_in_file() const { return status != SpanStatus::hole && status != SpanStatus::truncated; }
};

}  // namespace flowstat
