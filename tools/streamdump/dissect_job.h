#pragma once

#include <string>

#include "tools/streamdump/options.h"

namespace flowstat::streamdump {

/// Error: usage, if Wireshark is told how to dissect, and has nothing to do.
Status check_is_dissected(const Options& options);

/// Follows streams or exports objects, as `options` say, which is Wireshark's work: it is done in a
/// process of its own. `arguments` are the command line, for the metadata of tables.
/// After damage in the input, and if that process dies, the status is an error, and what there was
/// up to there is complete. No thread may run yet. Needs: options.is_dissected().
Status run_dissected(Options& options, const std::string& arguments);

}  // namespace flowstat::streamdump
