#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tools/walk/input_flags.h"

namespace flowstat::walk {

/// What every table says of where it came from, as names and values: program, arguments, inputs,
/// stream rule. `arguments` are the command line.
std::vector<std::pair<std::string, std::string>> provenance(const InputOptions& options,
                                                            const std::string& arguments,
                                                            std::string_view table);

}  // namespace flowstat::walk
