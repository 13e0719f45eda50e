#pragma once

#include <span>

#include "tools/cli/flag.h"
#include "tools/streamdump/options.h"

namespace flowstat::streamdump {

extern const cli::ToolInfo kTool;

/// Every flag of streamdump, a row each.
std::span<const cli::Flag<Options>> flags();

}  // namespace flowstat::streamdump
