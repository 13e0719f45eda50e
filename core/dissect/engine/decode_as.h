#pragma once

#include <string>

#include "core/base/result.h"

namespace flowstat::dissect {

/// Applies a rule as tshark's -d takes it: "tcp.port==8888,http", "tcp.port==8000-8010,http".
/// Errors: usage, for a table, selector or protocol that is not there.
Status decode_as(const std::string& rule);

}  // namespace flowstat::dissect
