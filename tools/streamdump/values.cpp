#include "tools/streamdump/values.h"

#include <arpa/inet.h>

#include <limits>
#include <optional>

#include "tools/cli/values.h"
#include "tools/cli/wrap.h"

namespace flowstat::streamdump {

namespace {

using cli::bad_value;
using cli::number_of;

std::optional<NumberRange> range_of(std::string_view text) {
  const std::size_t dash = text.find('-');
  const auto first = number_of(text.substr(0, dash));
  const auto last = dash == std::string_view::npos ? first : number_of(text.substr(dash + 1));
  if (!first || !last || *last < *first) return std::nullopt;
  return NumberRange{*first, *last};
}

}  // namespace

Status take_ranges(const std::string& value, std::vector<NumberRange>& to) {
  for (const std::string_view part : cli::split(value, ",")) {
    const auto range = range_of(part);
    if (!range) return bad_value(value, "a list of numbers such as 0,4-7");
    to.push_back(*range);
  }
  return kOk;
}

Status take_address(const std::string& value, std::vector<IpAddress>& to) {
  std::uint8_t octets[16];
  if (inet_pton(AF_INET, value.c_str(), octets) == 1)
    to.push_back(IpAddress::v4(octets));
  else if (inet_pton(AF_INET6, value.c_str(), octets) == 1)
    to.push_back(IpAddress::v6(octets));
  else
    return bad_value(value, "an IPv4 or IPv6 address");
  return kOk;
}

Status take_port(const std::string& value, std::vector<std::uint16_t>& to) {
  const auto port = number_of(value);
  if (!port || *port > 65535) return bad_value(value, "a port from 0 to 65535");
  to.push_back(static_cast<std::uint16_t>(*port));
  return kOk;
}

Status take_bytes(const std::string& value, std::int64_t& to) {
  constexpr std::string_view kUnits = "KMGT";
  std::string_view digits = value;
  const char last = digits.ends_with('k') ? 'K' : digits.empty() ? '\0' : digits.back();
  const std::size_t unit = kUnits.find(last);
  int shift = 0;
  if (unit != std::string_view::npos) {
    shift = 10 * (static_cast<int>(unit) + 1);
    digits.remove_suffix(1);
  }
  const auto number = number_of(digits);
  if (!number || *number > std::numeric_limits<std::int64_t>::max() >> shift)
    return bad_value(value, "a number of octets such as 4096, 64k or 1M");
  to = *number << shift;
  return kOk;
}

}  // namespace flowstat::streamdump
