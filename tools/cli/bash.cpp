#include <utility>

#include "tools/cli/help.h"

namespace flowstat::cli {

namespace {

using FlagInfos = std::span<const FlagInfo* const>;

/// "--output | -o", as case wants it.
std::string pattern(const FlagInfo& flag) {
  std::string text = "--" + std::string(flag.name);
  if (flag.letter != 0) text += std::string(" | -") + flag.letter;
  return text;
}

std::string joined(std::span<const std::string_view> words) {
  std::string text;
  for (const std::string_view word : words) text.append(text.empty() ? "" : " ").append(word);
  return text;
}

/// What completes the value of `flag`; empty where nothing can.
std::string value_action(const FlagInfo& flag) {
  const std::string choices = "'" + joined(flag.choices) + "'";
  switch (flag.completion) {
    case Completion::choices: return "_@tool@_reply " + choices + "; ";
    case Completion::list: return "_@tool@_reply_list " + choices + "; ";
    case Completion::file: return "_@tool@_reply_files; ";
    case Completion::none: break;
  }
  return {};
}

/// A branch for each flag that takes a value. An optional value stands after '=' only.
std::string value_branches(FlagInfos flags) {
  std::string text;
  for (const FlagInfo* flag : flags) {
    if (flag->value.empty()) continue;
    const std::string action = value_action(*flag) + "return";
    text += "    " + pattern(*flag) + ") " +
            (flag->is_value_optional ? "[[ $joint ]] && { " + action + "; }" : action) + " ;;\n";
  }
  return text;
}

std::string all_spellings(FlagInfos flags) {
  std::string text;
  for (const FlagInfo* flag : flags) {
    const std::string name = "--" + std::string(flag->name);
    text += (text.empty() ? "" : " ") + name;
    if (flag->is_value_optional) text += " " + name + "=";
    if (flag->letter != 0) text += std::string(" -") + flag->letter;
  }
  return text;
}

/// `text` with each `from` become `to`.
std::string replaced(std::string text, std::string_view from, std::string_view to) {
  std::size_t at = 0;
  while ((at = text.find(from, at)) != std::string::npos) {
    text.replace(at, from.size(), to);
    at += to.size();
  }
  return text;
}

// Bash takes '=' for the end of a word, so that "--format=csv" comes as three words, unless the
// user told it otherwise.
constexpr std::string_view kScript =
    R"(# Completions of @tool@ for bash, written by cli_docs out of the table of flags.

# Offers those of the words $1 that begin as $cur does.
_@tool@_reply() {
  mapfile -t COMPREPLY < <(compgen -P "$joint_prefix" -W "$1" -- "$cur")
}

# Offers those of the words $1 that $cur, a list with commas, does not have yet.
_@tool@_reply_list() {
  local chosen= left= word
  [[ $cur == *,* ]] && chosen=${cur%,*},
  for word in $1; do
    [[ ,$chosen == *,$word,* ]] || left+=" $word"
  done
  mapfile -t COMPREPLY < <(compgen -P "$joint_prefix$chosen" -W "$left" -- "${cur##*,}")
  compopt -o nospace 2>/dev/null
}

# Leaves it to readline, which knows quotes and tildes.
_@tool@_reply_files() {
  compopt -o default 2>/dev/null
}

_@tool@() {
  local cur=${COMP_WORDS[COMP_CWORD]} flag=${COMP_WORDS[COMP_CWORD - 1]} joint= joint_prefix= word
  if [[ $cur == = ]]; then
    cur= joint=1
  elif [[ $flag == = ]]; then
    flag=${COMP_WORDS[COMP_CWORD - 2]} joint=1
  elif [[ $cur == --*=* ]]; then
    joint_prefix=${cur%%=*}= flag=${cur%%=*} cur=${cur#*=} joint=1
  fi

  COMPREPLY=()
  for word in "${COMP_WORDS[@]:1:COMP_CWORD - 1}"; do
    [[ $word == -- ]] && { _@tool@_reply_files; return; }
  done
  case $flag in
@branches@  esac
  if [[ $cur == -* ]]; then
    _@tool@_reply '@spellings@'
  else
    _@tool@_reply_files
  fi
}

complete -F _@tool@ @tool@
)";

}  // namespace

std::string bash_completion(const ToolInfo& tool, FlagInfos flags) {
  std::string script = replaced(std::string(kScript), "@branches@", value_branches(flags));
  script = replaced(std::move(script), "@spellings@", all_spellings(flags));
  return replaced(std::move(script), "@tool@", tool.name);
}

}  // namespace flowstat::cli
