#pragma once

#include <cstdint>

namespace flowstat {

/// What the column flow_hash holds: 63 bits of the Community ID digest, or the text of md5_hash.
enum class FlowHash : std::uint8_t { community, md5_16 };

}  // namespace flowstat
