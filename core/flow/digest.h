#pragma once

#include <array>
#include <cstdint>

#include "core/base/bytes.h"

namespace flowstat {

using Sha1 = std::array<std::uint8_t, 20>;
using Md5 = std::array<std::uint8_t, 16>;

/// FIPS 180-4.
Sha1 sha1(Bytes bytes);

/// RFC 1321.
Md5 md5(Bytes bytes);

}  // namespace flowstat
