// cli_docs TOOL man|bash|zsh|fish|sections|formats writes a tool's man page, completions, its own
// sections or table of output formats to standard output.

#include <algorithm>
#include <cstdio>
#include <string_view>

#include "tools/cli/help.h"
#include "tools/flowdump/flags.h"
#include "tools/flowdump/formats_page.h"
#include "tools/streamdump/flags.h"

namespace {

using namespace flowstat;

/// A tool that has pages, and its table of flags.
struct Tool {
  const cli::ToolInfo* info;
  std::vector<const cli::FlagInfo*> (*flags)();
};

const Tool kTools[] = {
    {&flowdump::kTool, [] { return cli::infos_of(flowdump::flags()); }},
    {&streamdump::kTool, [] { return cli::infos_of(streamdump::flags()); }},
};

/// A kind of page, and what writes it.
struct Kind {
  std::string_view name;
  std::string (*write)(const cli::ToolInfo& tool, std::span<const cli::FlagInfo* const> flags);
};

constexpr Kind kKinds[] = {
    {"man", cli::man_page},
    {"bash", cli::bash_completion},
    {"zsh", cli::zsh_completion},
    {"fish", cli::fish_completion},
    {"sections", cli::sections_page},
    {"formats", [](const cli::ToolInfo&,
                   std::span<const cli::FlagInfo* const>) { return flowdump::formats_page(); }},
};

int complain(const char* problem) {
  std::fprintf(stderr, "cli_docs: %s\nUsage: cli_docs TOOL KIND, as in docs.cpp\n", problem);
  return static_cast<int>(Cause::usage);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return complain("needs a tool and a kind of page");
  const std::string_view tool_name = argv[1], kind_name = argv[2];
  const auto tool =
      std::ranges::find_if(kTools, [&](const Tool& row) { return row.info->name == tool_name; });
  const auto kind = std::ranges::find(kKinds, kind_name, &Kind::name);
  if (tool == std::end(kTools)) return complain("no such tool");
  if (kind == std::end(kKinds)) return complain("no such kind of page");

  const std::string page = kind->write(*tool->info, tool->flags());
  if (std::fputs(page.c_str(), stdout) >= 0 && std::fflush(stdout) == 0) return 0;
  std::perror("cli_docs: cannot write standard output");
  return static_cast<int>(Cause::file);
}
