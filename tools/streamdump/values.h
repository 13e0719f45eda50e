#pragma once

#include <string>

#include "tools/streamdump/options.h"

namespace flowstat::streamdump {

/// Adds "12" or "3-7" or several with commas. Error: usage.
Status take_ranges(const std::string& value, std::vector<NumberRange>& to);
/// Adds an IPv4 or IPv6 address. Error: usage.
Status take_address(const std::string& value, std::vector<IpAddress>& to);
/// Adds a port. Error: usage.
Status take_port(const std::string& value, std::vector<std::uint16_t>& to);
/// Sets `to` to a number of octets: "4096", "64k", "1M". Error: usage.
Status take_bytes(const std::string& value, std::int64_t& to);

}  // namespace flowstat::streamdump
