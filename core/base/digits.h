#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "core/base/bytes.h"
#include "core/base/time.h"

namespace flowstat {

namespace detail {

/// The two characters of each number below `count` in base `base`, one after the other.
template <std::size_t count, std::size_t base>
consteval std::array<char, 2 * count> two_digits() {
  constexpr char kDigits[] = "0123456789abcdef";
  std::array<char, 2 * count> table{};
  for (std::size_t i = 0; i < count; ++i) {
    table[2 * i] = kDigits[i / base];
    table[2 * i + 1] = kDigits[i % base];
  }
  return table;
}

inline constexpr auto kDecimalPairs = two_digits<100, 10>();
inline constexpr auto kHexPairs = two_digits<256, 16>();

}  // namespace detail

/// A point in time, rounded down to seconds, and what is left.
struct Seconds {
  std::int64_t second = 0;
  std::uint32_t ns = 0;
};

inline Seconds split_seconds(std::int64_t ns) {
  std::int64_t second = ns / kNsPerSecond;
  std::int64_t rest = ns % kNsPerSecond;
  if (rest < 0) {
    --second;
    rest += kNsPerSecond;
  }
  return {second, static_cast<std::uint32_t>(rest)};
}

/// Writes `value` in nine digits; gives the end. Needs: value < 10^9.
inline char* write_nine_digits(std::uint32_t value, char* to) {
  for (int at = 7; at > 0; at -= 2, value /= 100)
    std::memcpy(to + at, &detail::kDecimalPairs[2 * (value % 100)], 2);
  *to = static_cast<char>('0' + value);
  return to + 9;
}

/// Writes "0x" and sixteen digits; gives the end.
inline char* write_hash(std::uint64_t value, char* to) {
  *to++ = '0';
  *to++ = 'x';
  for (int shift = 56; shift >= 0; shift -= 8, to += 2)
    std::memcpy(to, &detail::kHexPairs[2 * (value >> shift & 0xffU)], 2);
  return to;
}

/// Writes each octet as two lower-case digits; gives the end.
inline char* write_hex(Bytes octets, char* to) {
  for (const std::uint8_t octet : octets) {
    std::memcpy(to, &detail::kHexPairs[2 * std::size_t{octet}], 2);
    to += 2;
  }
  return to;
}

inline char* write_hex(std::string_view octets, char* to) {
  return write_hex(Bytes(reinterpret_cast<const std::uint8_t*>(octets.data()), octets.size()), to);
}

}  // namespace flowstat
