#pragma once

#include <span>
#include <string>

#include "tools/cli/flag.h"

namespace flowstat::cli {

/// The text of --help, wrapped at 80 columns: about, synopsis, flags by group, the tool's own
/// sections, examples, exit codes. Flags of one group stand together in the table.
std::string help_text(const ToolInfo& tool, std::span<const FlagInfo* const> flags);

/// A man page in mdoc(7), section 1.
std::string man_page(const ToolInfo& tool, std::span<const FlagInfo* const> flags);

/// The tool's own sections in Markdown, for docs/; empty if there are none.
std::string sections_page(const ToolInfo& tool, std::span<const FlagInfo* const> flags);

/// Completions for a shell.
std::string bash_completion(const ToolInfo& tool, std::span<const FlagInfo* const> flags);
std::string zsh_completion(const ToolInfo& tool, std::span<const FlagInfo* const> flags);
std::string fish_completion(const ToolInfo& tool, std::span<const FlagInfo* const> flags);

}  // namespace flowstat::cli
