#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace flowstat {

/// Octets that one octet of text may become in a JSON string: "\u001f".
inline constexpr std::size_t kJsonGrowth = 6;

/// Writes `text` as the inside of a JSON string; gives the end. What is no UTF-8 becomes U+FFFD,
/// one for each octet that does not belong. RFC 8259 §7.
/// Needs: room for kJsonGrowth octets an octet.
char* write_json_inside(std::string_view text, char* to);

/// `text` as a JSON string, quotes included.
std::string json_string(std::string_view text);

}  // namespace flowstat
