#pragma once

#include <string>

namespace flowstat {

/// "26.0.1", of the Arrow library that is loaded.
std::string arrow_version();

}  // namespace flowstat
