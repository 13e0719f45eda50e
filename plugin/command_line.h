#pragma once

#include <optional>
#include <string>
#include <vector>

namespace flowstat::plugin {

/// The fields that `tshark -T fields` was told to print, if this process is one.
///
/// tshark keeps them to itself and has all fields put into the tree, where it searches for those
/// that it wants; each one that nobody wants has its price. Where the command line cannot be read,
/// all are wanted.
std::optional<std::vector<std::string>> printed_fields();

/// The same of a command line. Options that are not ours to know may have such values too, at the
/// price of a field too many.
std::optional<std::vector<std::string>> printed_fields(const std::vector<std::string>& words);

/// What stands behind each -z of this process, if it is tshark; none otherwise.
std::vector<std::string> asked_reports();

/// True if this process is tshark.
bool is_tshark();

}  // namespace flowstat::plugin
