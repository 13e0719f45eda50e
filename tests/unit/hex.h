#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

using Octets = std::vector<std::uint8_t>;

/// The octets that hex digits spell; anything between them is for the eye.
inline Octets hex(std::string_view text) {
  Octets octets;
  int high = -1;
  for (const char c : text) {
    const std::size_t digit = std::string_view("0123456789abcdef").find(c);
    if (digit == std::string_view::npos) continue;
    const int nibble = static_cast<int>(digit);
    if (high >= 0) octets.push_back(static_cast<std::uint8_t>(high << 4 | nibble));
    high = high < 0 ? nibble : -1;
  }
  return octets;
}

/// `size` octets of zero.
inline Octets zeros(std::size_t size) {
  return Octets(size);
}

inline Octets operator+(Octets first, const Octets& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

/// The first `size` octets.
inline Octets cut(const Octets& octets, std::size_t size) {
  return {octets.begin(), octets.begin() + static_cast<std::ptrdiff_t>(size)};
}
