#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

namespace flowstat::streamdump {

/// `sent`, made fit for the name of a file in any folder and system: what is no letter, digit or
/// harmless sign is '_'. Never empty, ".", "..", or longer than 200 octets; an ending of the usual
/// length stays. Octets that are not part of a whole character of UTF-8 are '_' too.
std::string safe_name(std::string_view sent);

/// Gives each object a name of its own.
class ObjectNames {
 public:
  /// None of the names `taken` is given.
  explicit ObjectNames(std::span<const std::string> taken);

  /// safe_name(), with a number if another has it: "index-2.html". Names that differ by case alone
  /// are the same, as they are on some systems.
  std::string name_of(std::string_view sent);

 private:
  std::unordered_map<std::string, std::int64_t> given_;  // how often, in lower case
};

}  // namespace flowstat::streamdump
