#include "core/capture/pcapng_interface.h"

#include <algorithm>

#include "core/base/time.h"

namespace flowstat {

namespace {

using Wide = unsigned __int128;

constexpr std::uint16_t kEndOfOptions = 0;
constexpr std::uint16_t kTimeResolution = 9;
constexpr std::uint16_t kTimeOffset = 14;
constexpr int kNsDigits = 9;
constexpr int kMostDigits = 38;  // 10^38 is the largest power of ten that fits

Wide power_of_ten(int exponent) {
  Wide power = 1;
  for (; exponent > 0; --exponent) power *= 10;
  return power;
}

/// Nanoseconds of `ticks` of 2^-exponent s, rounded down; below 2^94 for exponent 0.
Wide binary_ns(std::uint64_t ticks, int exponent) {
  return Wide{ticks} * kNsPerSecond >> exponent;
}

/// Nanoseconds of `ticks` of 10^-exponent s, rounded down.
Wide decimal_ns(std::uint64_t ticks, int exponent) {
  if (exponent <= kNsDigits) return Wide{ticks} * power_of_ten(kNsDigits - exponent);
  if (exponent - kNsDigits > kMostDigits) return 0;
  return Wide{ticks} / power_of_ten(exponent - kNsDigits);
}

}  // namespace

std::optional<std::int64_t> PcapngInterface::time_ns(std::uint64_t ticks) const {
  const int exponent = time_resolution & 0x7f;
  const bool is_binary = (time_resolution & 0x80) != 0;
  const Wide ns = is_binary ? binary_ns(ticks, exponent) : decimal_ns(ticks, exponent);
  const __int128 total = static_cast<__int128>(ns) + __int128{time_offset_s} * kNsPerSecond;
  if (total > INT64_MAX || total <= INT64_MIN) return std::nullopt;
  return static_cast<std::int64_t>(total);
}

PcapngInterface parse_interface(Bytes body, const ByteOrder& order) {
  PcapngInterface made;
  made.link_type = order.u16(body.data());
  made.snaplen = order.u32(body.data() + 4);
  body = body.subspan(8);
  while (body.size() >= 4) {
    const std::uint16_t code = order.u16(body.data());
    const std::size_t size = order.u16(body.data() + 2);
    body = body.subspan(4);
    if (code == kEndOfOptions || size > body.size()) break;
    if (code == kTimeResolution && size == 1) made.time_resolution = body[0];
    if (code == kTimeOffset && size == 8)
      made.time_offset_s = static_cast<std::int64_t>(order.u64(body.data()));
    body = body.subspan(std::min((size + 3) / 4 * 4, body.size()));  // padded to 32 bits
  }
  return made;
}

}  // namespace flowstat
