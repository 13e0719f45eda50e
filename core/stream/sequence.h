#pragma once

#include <cstdint>

namespace flowstat {

/// The one place where sequence numbers wrap: the stream offset nearest to `near` whose sequence
/// number is `seq`, where that of offset 0 is `base_seq`. RFC 9293 §3.4.
inline std::int64_t offset_of(std::uint32_t seq, std::uint32_t base_seq, std::int64_t near) {
  const auto expected = static_cast<std::uint32_t>(base_seq + static_cast<std::uint32_t>(near));
  return near + static_cast<std::int32_t>(seq - expected);
}

}  // namespace flowstat
