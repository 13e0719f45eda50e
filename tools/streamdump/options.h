#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/connections/stream_options.h"
#include "tools/walk/column_list.h"
#include "tools/walk/dissected.h"
#include "tools/walk/input_flags.h"

namespace flowstat::streamdump {

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
struct Options : walk::InputOptions, StreamOptions, walk::DissectOptions {
  std::string output;  ///< The folder, "-", or "" where there is no -o.
  std::string naming;  ///< A template, or the name of one; "" is the default.
  std::string format;  ///< Of the tables beside the streams; "" is the default.
  Join join = Join::none;
  ConsoleStyle console;
  Digests digests;
  bool spans = false;
  bool lists = false;
  std::optional<walk::ListAs> list_columns;
  bool fans_out = false;
  bool writes_report = false;
  std::string follower;  ///< Of Wireshark's, or "help"; "" without --follow.
  std::string
      exported;  ///< "http,tftp", "all", "help", each with or without ",FOLDER"; "" without.

  /// Wireshark dissects, and nothing is done here without it.
  bool is_dissected() const { return !follower.empty() || !exported.empty(); }
};

}  // namespace flowstat::streamdump
