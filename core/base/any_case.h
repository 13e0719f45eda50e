#pragma once

#include <string_view>

namespace flowstat {

/// True if `text` holds `part`, where ASCII letters of either case are the same.
bool holds_in_any_case(std::string_view text, std::string_view part);

}  // namespace flowstat
