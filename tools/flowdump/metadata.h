#pragma once

#include <string>

#include "core/columns/sink.h"
#include "tools/flowdump/options.h"

namespace flowstat::flowdump {

/// Says of a table where it came from: program, arguments, inputs, stream rule, timeouts.
void add_provenance(const Options& options, const std::string& arguments, TableSchema& schema);

}  // namespace flowstat::flowdump
