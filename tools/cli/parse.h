#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "tools/cli/flag.h"

namespace flowstat::cli {

/// Reads a command line by a table of flags: long names, letters, "--name=value", clustered
/// switches, "--" before words. A value may begin with '-'; an optional one needs the '='.
/// `take(i, value)` is called for each given flag in their order, `i` its row.
///
/// Gives the remaining words in order, "-" and negative numbers among them. Errors: usage, with the
/// nearest flag for an unknown one; those that take() gives, which are told after the flag's name.
Result<std::vector<std::string>> parse_words(
    std::span<const char* const> arguments, std::span<const FlagInfo* const> flags,
    const std::function<Status(std::size_t, const std::string&)>& take);

/// parse_words() for a tool's own table.
template <class Options>
Result<std::vector<std::string>> parse(std::span<const char* const> arguments,
                                       std::span<const Flag<Options>> flags, Options& options) {
  return parse_words(arguments, infos_of(flags), [&](std::size_t i, const std::string& value) {
    return flags[i].take(options, value);
  });
}

}  // namespace flowstat::cli
