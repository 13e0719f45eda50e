#pragma once

#include <string>
#include <string_view>

namespace flowstat::dissect {

/// Names of Wireshark's that are near to one that it does not have; "" where none is.
std::string nearest_field(std::string_view name);
std::string nearest_protocol(std::string_view name);
std::string nearest_preference(std::string_view name);

/// Fields whose name or description holds `pattern`, letters of either case, a line each.
std::string fields_like(std::string_view pattern);

}  // namespace flowstat::dissect
