#pragma once

#include <string>

#include "tools/streamdump/options.h"

namespace flowstat::streamdump {

/// Does what `options` say; `arguments` are the command line, for the metadata of sidecars.
/// After damage in an input the status is an error, and all streams up to there are complete.
Status run(const Options& options, const std::string& arguments);

}  // namespace flowstat::streamdump
