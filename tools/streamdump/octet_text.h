#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace flowstat::streamdump {

/// RFC 4648 §4.
std::string base64_of(std::string_view octets);

/// `octets` with '.' for each that is not printable ASCII, a tab or a line's end: safe on any
/// terminal.
std::string printable(std::string_view octets);

/// Appends lines of sixteen octets: offset, hexadecimal, printable characters; as xxd(1).
void append_hex_dump(std::string_view octets, std::int64_t offset, std::string& to);

}  // namespace flowstat::streamdump
