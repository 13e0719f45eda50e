#pragma once

#include <array>
#include <span>
#include <string_view>

#include "core/dissect/dissector.h"

namespace flowstat::dissect {

/// The taps that hand over the header of a protocol.
enum class Tap : std::uint8_t { ipv4, ipv6, tcp, udp };
inline constexpr std::array<const char*, 4> kTapNames = {"ip", "ipv6", "tcp", "udp"};

/// What a tap told of the headers of a frame, outermost first: structures of Wireshark's, at most
/// kMostHeard.
using Heard = std::span<const void* const>;
inline constexpr std::size_t kMostHeard = 8;

/// A field whose values are in what a tap tells.
struct TapField {
  std::string_view name;
  Tap tap;
  /// Adds a row with its values.
  void (*add)(Heard heard, Occurrence occurrence, Column& to);
};

/// The field called `name`; nullptr if no tap tells of it.
const TapField* find_tap_field(std::string_view name);

}  // namespace flowstat::dissect
