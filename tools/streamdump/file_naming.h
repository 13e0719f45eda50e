#pragma once

#include <string>
#include <vector>

#include "core/connections/naming.h"
#include "tools/streamdump/options.h"

namespace flowstat::streamdump {

/// What lies beside the files of streams or objects, and is called so: tables, a report, the mark.
std::vector<std::string> our_files();

/// Names for the files that `options` ask for, each with `suffix`; none is that of a table of ours.
/// Error: usage, for a template that is none.
Result<Naming> naming_of(const Options& options, std::string suffix = "");

}  // namespace flowstat::streamdump
