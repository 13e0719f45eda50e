#pragma once

#include <vector>

#include "core/dissect/conversion.h"
#include "core/dissect/pulse.h"

namespace flowstat::dissect {

/// See Dissector::convert().
Status convert_captures(const Conversion& conversion, int to, Pulse& pulse,
                        std::vector<Converted>& converted);

}  // namespace flowstat::dissect
