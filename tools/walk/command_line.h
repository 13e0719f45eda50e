#pragma once

#include <initializer_list>
#include <optional>
#include <span>

#include "tools/cli/help.h"
#include "tools/cli/parse.h"
#include "tools/cli/program.h"
#include "tools/walk/inputs.h"

namespace flowstat::walk {

/// Reads the command line of a tool whose Options derive from InputOptions. Gives the exit code
/// where there is nothing left to do: --help and --version are answered, errors are told.
/// `libraries` are those that --version names.
template <class Options>
std::optional<int> read_command_line(const cli::ToolInfo& tool,
                                     std::span<const cli::Flag<Options>> flags,
                                     std::initializer_list<cli::Library> libraries,
                                     std::span<const char* const> arguments, Options& options) {
  auto words = cli::parse(arguments, flags, options);
  if (!words.ok()) return cli::fail(tool, words.error());
  if (options.wants_help) return cli::print(tool, cli::help_text(tool, cli::infos_of(flags)));
  if (options.wants_version) return cli::print(tool, cli::version_text(tool, libraries));
  const Status taken = take_words(std::move(words.value()), options.inputs, options.wanted);
  if (!taken.ok()) return cli::fail(tool, taken.error());
  return std::nullopt;
}

}  // namespace flowstat::walk
