#include "tools/cli/help.h"

#include <algorithm>
#include <utility>

#include "tools/cli/about.h"
#include "tools/cli/exit_code.h"
#include "tools/cli/wrap.h"

namespace flowstat::cli {

namespace {

using FlagInfos = std::span<const FlagInfo* const>;

constexpr std::size_t kColumns = 80;
/// A wider label stands on a line of its own, its text below.
constexpr std::size_t kMostLabelColumns = 28;

/// "  -o, --output OUT", "      --summary[=FORMAT]".
std::string label(const FlagInfo& flag) {
  std::string text =
      flag.letter == 0 ? "      " : std::string{' ', ' ', '-', flag.letter, ',', ' '};
  text.append("--").append(flag.name);
  if (flag.value.empty()) return text;
  const std::string value(flag.value);
  return text + (flag.is_value_optional ? "[=" + value + "]" : " " + value);
}

/// `text` wrapped behind `label`, all of it from column `indent` on.
std::string hanging(std::string label, std::string_view text, std::size_t indent) {
  std::string out;
  if (!label.empty() && label.size() + 2 > indent) out = std::exchange(label, "") + "\n";
  for (const std::string& line : wrap(text, kColumns - indent)) {
    out += label + std::string(indent - label.size(), ' ') + line + "\n";
    label.clear();
  }
  return out;
}

std::string usage(const ToolInfo& tool) {
  std::string text;
  for (const std::string_view line : split(tool.synopsis, "\n"))
    text.append(text.empty() ? "Usage: " : "       ").append(line).append("\n");
  return text;
}

std::string description(const ToolInfo& tool) {
  std::string text;
  for (const std::string_view paragraph : paragraphs(tool.description))
    text += "\n" + hanging("", paragraph, 0);
  return text;
}

/// Flags under their headings, in the order of the table.
std::string options(FlagInfos flags) {
  std::size_t widest = 0;
  for (const FlagInfo* flag : flags) {
    const std::size_t columns = label(*flag).size();
    if (columns <= kMostLabelColumns) widest = std::max(widest, columns);
  }
  std::string text;
  std::string_view group;
  for (const FlagInfo* flag : flags) {
    if (flag->group != group) text += "\n" + std::string(flag->group) + ":\n";
    group = flag->group;
    text += hanging(label(*flag), full_about(*flag), widest + 2);
  }
  return text;
}

/// Of each section what it is about, and the words of its terms.
std::string sections(const ToolInfo& tool) {
  std::string text;
  for (const Section& section : tool.sections) {
    std::string words;
    for (const Term& term : section.terms()) words.append(term.word).append(" ");
    text += "\n" + std::string(section.heading) + ":\n" + hanging("", section.about, 2) +
            hanging("", words, 4) + "  See " + std::string(tool.name) + "(1) for each.\n";
  }
  return text;
}

std::string examples(const ToolInfo& tool) {
  std::string text;
  for (const Example& example : tool.examples)
    text += "  " + std::string(example.command) + "\n" + hanging("", example.about, 6);
  return text.empty() ? text : "\nExamples:\n" + text;
}

std::string exit_codes() {
  std::string text = "\nExit codes:\n";
  for (const ExitCode& exit_code : kExitCodes) {
    const std::string code = std::to_string(exit_code.code);
    text += hanging("  " + std::string(3 - code.size(), ' ') + code, exit_code.about, 7);
  }
  return text;
}

}  // namespace

std::string help_text(const ToolInfo& tool, FlagInfos flags) {
  return std::string(tool.name) + " - " + std::string(tool.about) + "\n\n" + usage(tool) +
         description(tool) + options(flags) + sections(tool) + examples(tool) + exit_codes() +
         (tool.see_also.empty() ? "" : "\nSee also " + std::string(tool.see_also) + ".\n");
}

}  // namespace flowstat::cli
