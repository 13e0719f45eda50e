#pragma once

#include <cstdint>
#include <optional>

#include "core/base/bytes.h"
#include "core/capture/byte_order.h"

namespace flowstat {

/// What a pcapng file says of one of its interfaces. draft-ietf-opsawg-pcapng §4.2.
struct PcapngInterface {
  std::uint16_t link_type = 0;
  std::uint32_t snaplen = 0;         ///< 0: no limit.
  std::uint8_t time_resolution = 6;  ///< if_tsresol: 10^-n s, or 2^-n s with the top bit set.
  std::int64_t time_offset_s = 0;    ///< if_tsoffset.

  /// `ticks` of this interface in nanoseconds since 1970; nothing if an int64 cannot hold it.
  /// Finer resolutions are rounded down.
  std::optional<std::int64_t> time_ns(std::uint64_t ticks) const;
};

/// Reads the body of an Interface Description Block: link type, snaplen and options. Unknown
/// options are skipped, and what follows a cut one. Needs: 8 octets.
PcapngInterface parse_interface(Bytes body, const ByteOrder& order);

}  // namespace flowstat
