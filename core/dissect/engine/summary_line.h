#pragma once

#include <string>

#include "core/dissect/engine/wireshark.h"

namespace flowstat::dissect {

/// The line that tshark prints of a frame where no details are asked for: the visible columns of
/// the packet list, aligned, with an arrow between source and destination.
std::string summary_line(const column_info& list);

}  // namespace flowstat::dissect
