#pragma once

#include <optional>

#include "core/dissect/engine/wireshark.h"

namespace flowstat::dissect {

/// True of an integer type of more than 32 bits, whose values fvalue_get_..64() gives.
constexpr bool is_long(ftenum type) {
  return (type >= FT_UINT40 && type <= FT_UINT64) || (type >= FT_INT40 && type <= FT_INT64);
}

/// The value of an integer without sign, and of one with it.
inline std::uint64_t unsigned_of(const field_info& info) {
  return is_long(info.hfinfo->type) ? fvalue_get_uinteger64(value_of(info))
                                    : fvalue_get_uinteger(value_of(info));
}
inline std::int64_t signed_of(const field_info& info) {
  return is_long(info.hfinfo->type) ? fvalue_get_sinteger64(value_of(info))
                                    : std::int64_t{fvalue_get_sinteger(value_of(info))};
}

/// Nanoseconds; nothing if the time is not set, or more than an int64 holds.
std::optional<std::int64_t> ns_of(const nstime_t& time);

}  // namespace flowstat::dissect
