#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/address.h"
#include "core/packet/direction.h"
#include "core/stream/overlap.h"
#include "core/stream/stream_files.h"
#include "tools/walk/input_flags.h"

namespace flowstat::streamdump {

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
};

/// What the command line says.
struct Options : walk::InputOptions {
  std::string output;  ///< The folder, "-", or "" where there is no -o.
  StreamWanted streams;
  std::string naming;  ///< A template, or the name of one; "" is the default.
  Holes holes = Holes::sparse;
  Overlap overlap = Overlap::first;
  std::string format = "parquet";  ///< Of the tables beside the streams.
  std::optional<std::int64_t> max_bytes;
  bool spans = false;
  bool lists = false;
};

}  // namespace flowstat::streamdump
