#pragma once

#include <cstdint>

#include "core/packet/direction.h"

namespace flowstat::plugin {

/// Something about a stream that people look for, and the frame that tells of it.
struct Oddity {
  enum class Kind : std::uint8_t {
    hole,       ///< Octets that the capture lacks.
    truncated,  ///< Octets of the frame that were not captured.
    conflict,   ///< Octets of the frame that came before, and differ.
    reused,     ///< The frame begins a flow where there was one.
  };

  std::uint32_t frame = 0;
  std::uint32_t flow = 0;  ///< flow_id
  Kind kind = Kind::hole;
  Direction direction = Direction::forward;
  std::uint32_t payload_offset = 0;  ///< Of a conflict's first octet in the frame's payload.
  std::int64_t base = 0;             ///< That `offset` counts from.
  std::int64_t offset = 0;           ///< In the stream.
  std::int64_t bytes = 0;
  std::int64_t before = 0;  ///< Of a reuse: flow_id of the flow that was there.
};

}  // namespace flowstat::plugin
