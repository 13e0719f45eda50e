#include "tools/cli/about.h"
#include "tools/cli/help.h"

namespace flowstat::cli {

namespace {

using FlagInfos = std::span<const FlagInfo* const>;

std::string quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + "'";
}

std::string joined_choices(const FlagInfo& flag) {
  std::string text;
  for (const std::string_view choice : flag.choices)
    text.append(text.empty() ? "" : " ").append(choice);
  return text;
}

/// The function in which fish completes a list with commas.
std::string list_function(const ToolInfo& tool) {
  return "__" + std::string(tool.name) + "_list";
}

/// Gives each of $argv behind what the list on the command line has so far, but for those in it.
constexpr const char* kListBody = R"(
    set -l given (commandline -ct | string replace -r -- '^(--[^=]*=|-[^-])' '')
    set -l chosen (string match -r -- '^.*,' "$given")
    for name in $argv
        string match -q -- "*,$name,*" ",$chosen"; or echo "$chosen$name"
    end
end

)";

/// -x: a value and no files; -r -F: a value, files; -f: no files, and a value only after '='.
std::string value_options(const ToolInfo& tool, const FlagInfo& flag) {
  const std::string need = flag.value.empty() || flag.is_value_optional ? " -f" : " -x";
  switch (flag.completion) {
    case Completion::choices: return need + " -a " + quoted(joined_choices(flag));
    case Completion::list:
      return need + " -a " + quoted("(" + list_function(tool) + " " + joined_choices(flag) + ")");
    case Completion::file: return " -r -F";
    case Completion::none: return need;
  }
  return {};
}

std::string complete_line(const ToolInfo& tool, const FlagInfo& flag) {
  const std::string letter = flag.letter == 0 ? "" : std::string(" -s ") + flag.letter;
  return "complete -c " + std::string(tool.name) + letter + " -l " + std::string(flag.name) +
         value_options(tool, flag) + " -d " + quoted(brief_about(flag)) + "\n";
}

}  // namespace

std::string fish_completion(const ToolInfo& tool, FlagInfos flags) {
  const std::string name(tool.name);
  std::string text = "# Completions of " + name +
                     " for fish, written by cli_docs out of the table of flags.\n\nfunction " +
                     list_function(tool) + kListBody;
  for (const FlagInfo* flag : flags) text += complete_line(tool, *flag);
  return text;
}

}  // namespace flowstat::cli
