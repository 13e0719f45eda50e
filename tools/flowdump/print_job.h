#pragma once

#include "core/base/result.h"
#include "tools/flowdump/options.h"

namespace flowstat::flowdump {

/// Prints a capture as tshark does, for -T. Errors: usage, for options that do not go with it;
/// those of walk::Dissected::start(); file, damaged.
Status print_capture(Options options);

}  // namespace flowstat::flowdump
