#pragma once

#include <string>

#include "core/base/bytes.h"

namespace flowstat {

/// What a file that begins with `front` looks like, for people: "a PDF document", "text", "binary
/// data of no known kind".
std::string looks_like(Bytes front);

}  // namespace flowstat
