#include "tools/cli/about.h"
#include "tools/cli/help.h"

// _arguments and _values: zshcompsys(1), "Completion functions".

namespace flowstat::cli {

namespace {

using FlagInfos = std::span<const FlagInfo* const>;

/// `text` with a backslash before each of `special`.
std::string escaped(std::string_view text, std::string_view special) {
  std::string out;
  for (const char c : text) {
    if (special.find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

std::string quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? "'\\''" : std::string(1, c);
  return out + "'";
}

std::string joined_choices(const FlagInfo& flag) {
  std::string text;
  for (const std::string_view choice : flag.choices)
    text += (text.empty() ? "" : " ") + escaped(choice, "\\: ()[]");
  return text;
}

/// What _arguments does to complete the value of `flag`.
std::string value_action(const FlagInfo& flag) {
  switch (flag.completion) {
    case Completion::choices: return "(" + joined_choices(flag) + ")";
    case Completion::list:
      return "_values -s , " + std::string(flag.value) + " " + joined_choices(flag);
    case Completion::file: return "_files";
    case Completion::none: return " ";
  }
  return {};
}

/// How the flag is spelled, and where its value may stand: "-o+" and "--output=" in the same word
/// or the next, "--summary=-" in the same word only.
std::string spelling(const FlagInfo& flag) {
  std::string_view after_letter, after_name;
  if (!flag.value.empty()) {
    after_letter = flag.is_value_optional ? "-" : "+";
    after_name = flag.is_value_optional ? "=-" : "=";
  }
  const std::string name = "--" + std::string(flag.name) + std::string(after_name);
  if (flag.letter == 0) return name;
  return std::string("{-") + flag.letter + std::string(after_letter) + "," + name + "}";
}

std::string argument_spec(const FlagInfo& flag) {
  std::string text = "[" + escaped(brief_about(flag), "\\[]") + "]";
  if (!flag.value.empty())
    text += (flag.is_value_optional ? "::" : ":") + escaped(flag.value, "\\:") + ":" +
            value_action(flag);
  // A star: may be given again.
  return "'*'" + spelling(flag) + quoted(text);
}

}  // namespace

std::string zsh_completion(const ToolInfo& tool, FlagInfos flags) {
  std::string text = "#compdef " + std::string(tool.name) +
                     "\n# Completions for zsh, written by cli_docs out of the table of flags.\n\n"
                     "_arguments -s -S \\\n";
  for (const FlagInfo* flag : flags) text += "  " + argument_spec(*flag) + " \\\n";
  return text + "  '*:file:_files'\n";
}

}  // namespace flowstat::cli
