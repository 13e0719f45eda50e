#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/address.h"
#include "core/packet/direction.h"
#include "core/stream/overlap.h"
#include "core/stream/stream_files.h"
#include "tools/walk/column_list.h"
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
  /// Some connections are not wanted at all.
  bool chooses_connections() const {
    return !tcp_streams.empty() || !flow_ids.empty() || !community_ids.empty() ||
           !addresses.empty() || !ports.empty();
  }
  /// Some streams are not wanted.
  bool chooses_any() const { return chooses_connections() || direction || min_bytes > 0; }
};

/// How both directions of a connection come to one output.
enum class Join : std::uint8_t {
  none,     ///< They do not.
  octets,   ///< As they are.
  jsonl,    ///< A line of JSON for each turn.
  console,  ///< As people read it.
};

/// Digests of files.
struct Digests {
  bool md5 = false;
  bool sha256 = false;
  bool any() const { return md5 || sha256; }
};

/// How a turn is told on a console.
struct ConsoleStyle {
  enum class Octets : std::uint8_t { text, binary, hex };
  bool has_headers = true;
  bool is_colored = false;
  Octets octets = Octets::text;
};

/// What the command line says.
struct Options : walk::InputOptions {
  std::string output;  ///< The folder, "-", or "" where there is no -o.
  StreamWanted streams;
  std::string naming;  ///< A template, or the name of one; "" is the default.
  Holes holes = Holes::sparse;
  Overlap overlap = Overlap::first;
  std::string format;  ///< Of the tables beside the streams; "" is the default.
  std::optional<std::int64_t> max_bytes;
  std::int64_t most_held = std::int64_t{64} << 20;  ///< Octets that wait, where they do.
  Join join = Join::none;
  ConsoleStyle console;
  Digests digests;
  bool takes_udp = false;
  bool spans = false;
  bool lists = false;
  std::optional<walk::ListAs> list_columns;
  bool fans_out = false;
  bool writes_report = false;
};

}  // namespace flowstat::streamdump
