#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "tools/cli/flag.h"

namespace flowstat::cli {

/// Prints to standard error what went wrong, each line behind the tool's name, and gives the exit
/// code. Says nothing and gives 0 where our reader went away.
int fail(const ToolInfo& tool, const Error& error);

/// Writes `text` to standard output and gives the exit code.
int print(const ToolInfo& tool, const std::string& text);

/// A library that --version names.
struct Library {
  std::string_view name;
  std::string version;
};

/// The text of --version: ours, then a line for each library.
std::string version_text(const ToolInfo& tool, std::initializer_list<Library> libraries);

/// The main() of a tool: `command` with the arguments behind the program's name, once standard
/// streams, signals and the limit of open files are as every tool has them. Gives the exit code of
/// `command`; exceptions that leave it are told like other errors.
int run_guarded(const ToolInfo& tool, int argc, const char* const* argv,
                int (*command)(std::span<const char* const> arguments));

}  // namespace flowstat::cli
