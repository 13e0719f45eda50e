#pragma once

#include <span>
#include <string_view>

namespace flowstat {

/// The name among `names` that `wanted` is most likely a slip for; empty if none is near.
std::string_view nearest_name(std::string_view wanted, std::span<const std::string_view> names);

}  // namespace flowstat
