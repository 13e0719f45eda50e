#pragma once

#include <string>
#include <vector>

#include "core/columns/sink.h"
#include "tools/flowdump/options.h"

namespace flowstat::flowdump {

/// Where a table goes.
struct Output {
  std::string path;  ///< "-" is standard output.
  const Format* format = nullptr;
  std::string_view compression;  ///< "", ".gz" or ".zst".
};

/// Where each table of the options goes. Makes the folder where several go to one.
/// Errors: usage, for binary rows on a terminal, two tables in one file, an unknown format.
Result<std::vector<Output>> resolve_outputs(const Options& options);

/// Opens the output of a table. Error: file, if it exists or cannot be written.
Result<std::unique_ptr<Sink>> open_sink(const Output& output, const TableSchema& schema,
                                        const Options& options);

}  // namespace flowstat::flowdump
