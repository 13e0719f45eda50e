#pragma once

#include <cstdint>

#include "core/fields/cell.h"
#include "core/flow/digest.h"
#include "core/flow/tuple.h"

namespace flowstat {

/// The SHA-1 behind the Community ID v1 of `tuple`, which is already in its order.
Sha1 community_digest(const Tuple& tuple, std::uint16_t seed = 0);

/// "1:" and 28 characters of base64.
using CommunityIdText = InlineText<30>;
CommunityIdText community_id_text(const Sha1& digest);

/// The first 64 bits of `digest`, big-endian, without the top bit.
Hash first_63_bits(const Sha1& digest);

}  // namespace flowstat
