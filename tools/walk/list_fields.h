#pragma once

#include <string>

#include "tools/walk/dissected.h"

namespace flowstat::walk {

/// The lines of --list-fields: name, type, description of the fields that the chosen engine can
/// find. Errors: unsupported, usage.
Result<std::string> list_fields(const DissectOptions& options);

}  // namespace flowstat::walk
