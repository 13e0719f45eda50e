#pragma once

#include <memory>
#include <string>

#include "core/connections/output.h"
#include "tools/streamdump/tables.h"

namespace flowstat::streamdump {

/// Settles what the command line leaves open: a console is standard output.
/// Error: usage, for what does not go together.
Status settle(Options& options);

/// Where a run writes to.
struct Destination {
  std::unique_ptr<Output> output;  ///< nullptr: octets go nowhere.
  Tables tables;
};

/// Opens what -o and its like ask for: "" is the table of streams on standard output; "-" one
/// stream there; FILE.parquet, FILE.arrow a table of octets; FILE.tar an archive; else a folder.
/// `frames_stay`: those of the source do.
Result<Destination> open_destination(const Options& options, const std::string& arguments,
                                     bool frames_stay);

}  // namespace flowstat::streamdump
