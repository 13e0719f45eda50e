#pragma once

#include "core/base/result.h"
#include "core/dissect/dissector.h"

namespace flowstat::dissect {

/// The dissector of this process: loads the module that links libwireshark, which takes as long as
/// Wireshark's libraries do. It stays until the process ends.
/// Error: unsupported, if this build has no such module, or Wireshark's libraries are not there.
Result<Dissector*> load_dissector();

}  // namespace flowstat::dissect
