#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace flowstat {

/// Which way a packet goes in its flow: forward is from the initiator.
enum class Direction : std::uint8_t { forward, backward };

inline constexpr std::array<std::string_view, 2> kDirectionLabels = {"forward", "backward"};
constexpr std::span<const std::string_view> labels_of(Direction) {
  return kDirectionLabels;
}

constexpr Direction opposite(Direction direction) {
  return direction == Direction::forward ? Direction::backward : Direction::forward;
}

}  // namespace flowstat
