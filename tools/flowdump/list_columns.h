#pragma once

#include <string>

#include "tools/flowdump/job.h"

namespace flowstat::flowdump {

/// The columns of the tables of `options`: name, type, unit, Wireshark's name, one sentence.
/// Error: usage.
Result<std::string> list_columns(const Options& options);

}  // namespace flowstat::flowdump
