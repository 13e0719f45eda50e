#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/columns/sink.h"
#include "core/fields/column.h"
#include "core/flow/flow_hash.h"
#include "tools/walk/column_list.h"
#include "tools/walk/dissected.h"
#include "tools/walk/input_flags.h"

namespace flowstat::flowdump {

enum class SummaryAs : std::uint8_t { text, json };

/// What the command line says.
struct Options : walk::InputOptions, walk::DissectOptions {
  std::string output;   ///< "" where there is no -o.
  std::string capture;  ///< -w: where the packets themselves go; "" where nothing is said.
  std::vector<std::string> tables = {"packets"};
  std::string format;                ///< "": by the output's name.
  std::vector<std::string> columns;  ///< As given: "time", "flows.duration", "all".
  std::string preset;
  std::optional<FlowHash> flow_hash;  ///< Community ID where nothing is said.
  Rendering rendering;
  TimeText time_text = TimeText::rfc3339;
  std::optional<walk::ListAs> list_columns;
  std::optional<SummaryAs> summary;
  std::size_t most_values = 16;  ///< Of a field of Wireshark's in a flow.
  bool flushes = false;
};

/// True if rows are written; false for who wants only a capture.
inline bool has_rows(const Options& options) {
  return options.capture.empty() || !options.output.empty();
}

}  // namespace flowstat::flowdump
