#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace flowstat {

/// What is wrong with the bytes of a frame. A defect is data, not an error: it becomes a column.
/// Decoding stops at the first one and keeps what came before it.
enum class Defect : std::uint8_t {
  none,
  bad_time,           ///< The timestamp does not fit in int64 nanoseconds.
  truncated,          ///< The captured bytes end inside a header.
  bad_version,        ///< An IP version that contradicts the layer below.
  bad_header_length,  ///< A header length below the protocol's least.
  bad_length,         ///< A length field below its own header.
  too_many_layers,    ///< More headers in one another than a frame is followed through.
};

inline constexpr std::array<std::string_view, 7> kDefectLabels = {
    "none",       "bad_time",       "truncated", "bad_version", "bad_header_length",
    "bad_length", "too_many_layers"};
constexpr std::span<const std::string_view> labels_of(Defect) {
  return kDefectLabels;
}

/// A header as far as it could be read.
template <class Header>
struct Decoded {
  Header header{};
  Defect defect = Defect::none;
};

}  // namespace flowstat
