#include "core/dissect/engine/field_value.h"

#include "core/base/time.h"

namespace flowstat::dissect {

std::optional<std::int64_t> ns_of(const nstime_t& time) {
  if (time.nsecs == G_MAXINT) return std::nullopt;  // Wireshark's "unset"
  std::int64_t ns = 0;
  if (__builtin_mul_overflow(static_cast<std::int64_t>(time.secs), kNsPerSecond, &ns) ||
      __builtin_add_overflow(ns, static_cast<std::int64_t>(time.nsecs), &ns))
    return std::nullopt;
  return ns;
}

}  // namespace flowstat::dissect
