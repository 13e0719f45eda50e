#pragma once

#include "core/base/result.h"
#include "core/flow/streams/rule.h"

namespace flowstat::walk {

/// The stream rule of the tshark that is found on PATH, by asking for its version.
/// Error: unsupported, if there is none or it says something else.
Result<StreamRule> installed_rule();

}  // namespace flowstat::walk
