#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/columns/sink.h"
#include "core/fields/column.h"
#include "core/flow/flow_hash.h"
#include "core/flow/streams/rule.h"
#include "tools/cli/terminal.h"
#include "tools/walk/selection.h"

namespace flowstat::flowdump {

enum class ListAs : std::uint8_t { table, markdown, json };
enum class SummaryAs : std::uint8_t { text, json };

/// What the command line says.
struct Options {
  std::vector<std::string> inputs;  ///< Of -r, then the words.
  std::string output;               ///< "" where there is no -o.
  std::vector<std::string> tables = {"packets"};
  std::string format;                ///< "": by the output's name.
  std::vector<std::string> columns;  ///< As given: "time", "flows.duration", "all".
  std::string preset;
  walk::Wanted wanted;
  StreamRule stream_rule = StreamRule::v4_4;
  std::optional<FlowHash> flow_hash;  ///< Community ID where nothing is said.
  Rendering rendering;
  TimeText time_text = TimeText::rfc3339;
  cli::ColorWhen color = cli::ColorWhen::automatic;
  std::optional<ListAs> list_columns;
  std::optional<SummaryAs> summary;
  bool is_read_flag_given = false;  ///< -r: the words are a filter.
  bool flushes = false;
  bool is_quiet = false;
  bool overwrites = false;
  bool wants_help = false;
  bool wants_version = false;
};

}  // namespace flowstat::flowdump
