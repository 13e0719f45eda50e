#pragma once

#include <span>

#include "tools/cli/flag.h"
#include "tools/flowdump/options.h"

namespace flowstat::flowdump {

extern const cli::ToolInfo kTool;

/// Every flag of flowdump, a row each.
std::span<const cli::Flag<Options>> flags();

}  // namespace flowstat::flowdump
