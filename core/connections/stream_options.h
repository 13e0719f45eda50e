#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/address.h"
#include "core/packet/direction.h"
#include "core/stream/file_layout.h"
#include "core/stream/overlap.h"

namespace flowstat {

/// Numbers from `first` to `last`.
struct NumberRange {
  std::int64_t first = 0;
  std::int64_t last = 0;
  bool has(std::int64_t number) const { return first <= number && number <= last; }
};

/// Which streams are wanted; what is empty asks for nothing.
struct StreamWanted {
  std::vector<NumberRange> tcp_streams;
  std::vector<NumberRange> flow_ids;
  std::vector<std::string> community_ids;
  std::vector<IpAddress> addresses;
  std::vector<std::uint16_t> ports;
  std::optional<Direction> direction;
  std::int64_t min_bytes = 0;

  bool has(Direction way) const { return !direction || *direction == way; }
  /// Some connections are not wanted at all.
  bool chooses_connections() const {
    return !tcp_streams.empty() || !flow_ids.empty() || !community_ids.empty() ||
           !addresses.empty() || !ports.empty();
  }
  /// Some streams are not wanted.
  bool chooses_any() const { return chooses_connections() || direction || min_bytes > 0; }
};

/// What is made of streams.
struct StreamOptions {
  StreamWanted streams;
  Holes holes = Holes::sparse;
  Overlap overlap = Overlap::first;
  std::optional<std::int64_t> max_bytes;            ///< Of each stream, from its beginning.
  std::int64_t most_held = std::int64_t{64} << 20;  ///< Octets that wait, where they do.
  bool takes_udp = false;
};

}  // namespace flowstat
