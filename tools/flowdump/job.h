#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tools/flowdump/options.h"
#include "tools/flowdump/table.h"
#include "tools/walk/engine.h"

namespace flowstat::flowdump {

/// The tables that the options ask for, with their columns, not yet connected to an output.
/// Errors: usage.
/// `fields` are the columns of Wireshark's fields.
Result<std::vector<std::unique_ptr<Table>>> make_tables(const Options& options,
                                                        std::span<const ColumnSpec> fields);

/// An output of a run.
struct Written {
  std::string path;
  std::int64_t count = 0;
  std::string_view what = "row";  ///< That were counted.
};

/// What a run did; packets, times and defects are counted where a summary is asked for.
struct Report {
  std::int64_t frames = 0;            ///< Read.
  std::int64_t packets = 0;           ///< Of them, taken.
  std::optional<std::int64_t> flows;  ///< Absent where no column asks for flows.
  std::int64_t first_ns = INT64_MAX;  ///< Of the packets taken; first > last: none had a time.
  std::int64_t last_ns = INT64_MIN;
  std::vector<std::int64_t> defects;  ///< Packets by Defect.
  std::vector<Written> outputs;
  std::optional<walk::ChosenEngine>
      engine;  ///< Absent where no fields of Wireshark's are asked for.
  double seconds = 0;
  std::int64_t input_bytes = 0;
  std::int64_t dropped_frames = 0;  ///< That came on an interface but could not be read.
};

/// What a run ends with: what it did, and how it ended if not at the end of the input.
struct Outcome {
  Report report;
  Status status = kOk;
};

/// Does what the options ask for: captures in, tables out.
/// `arguments` is the command line, for the outputs' metadata.
Outcome run(const Options& options, const std::string& arguments);

}  // namespace flowstat::flowdump
