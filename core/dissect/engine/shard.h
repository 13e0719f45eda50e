#pragma once

#include "core/dissect/engine/wireshark.h"

namespace flowstat::dissect {

/// Which of `shards` a record belongs to: the same for all packets between two addresses, which
/// most of what Wireshark remembers is about. What is no IP packet belongs to the first.
std::uint32_t shard_of(Record& record, std::uint32_t shards);

}  // namespace flowstat::dissect
