#include <algorithm>
#include <compare>

#include "core/base/version.h"
#include "tools/cli/about.h"
#include "tools/cli/exit_code.h"
#include "tools/cli/help.h"
#include "tools/cli/wrap.h"

// Macros: mdoc(7). Every sentence begins a line, as mandoc(1) -T lint wants it.

namespace flowstat::cli {

namespace {

using FlagInfos = std::span<const FlagInfo* const>;

/// Of the last change to what the manuals say. A date of the build would make each build differ.
constexpr std::string_view kDate = "November 24, 2026";
constexpr std::size_t kColumns = 78;

/// Plain text for roff. Every dash is a minus, because most of ours are there to be typed.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) out += c == '\\' ? "\\e" : c == '-' ? "\\-" : std::string(1, c);
  return out;
}

/// A line of text: one that begins as a request would is kept from being one.
std::string text_line(std::string_view text) {
  const bool is_like_request = text.starts_with('.') || text.starts_with('\'');
  return (is_like_request ? "\\&" : "") + escaped(text) + "\n";
}

/// One paragraph, each sentence from a new line on.
std::string text_lines(std::string_view text) {
  std::string out;
  for (const std::string_view sentence : sentences(text))
    for (const std::string& line : wrap(sentence, kColumns)) out += text_line(line);
  return out;
}

/// One argument of a macro: kept from being a macro or punctuation itself.
std::string argument(std::string_view word) {
  return "\\&" + escaped(word);
}

/// "Fl o Ar OUT", "Ar FILE ..." for "-o OUT", "FILE...".
std::string synopsis_word(std::string_view word) {
  if (word.starts_with('-')) return "Fl " + argument(word.substr(1));
  const bool is_repeated = word.ends_with("...");
  if (is_repeated) word.remove_suffix(3);
  return "Ar " + argument(word) + (is_repeated ? " ..." : "");
}

/// The macros for one way to call a tool, such as "flowdump [options] -r FILE [FILTER]". What
/// stands in brackets is one line, and so is a flag with its value.
std::string synopsis_line(std::string_view line) {
  std::string out = ".Nm";
  bool in_brackets = false, wants_value = false;
  for (std::string_view word : split(line.substr(line.find(' ') + 1), " ")) {
    const bool opens = word.starts_with('['), closes = word.ends_with(']');
    if (opens) word.remove_prefix(1);
    if (closes) word.remove_suffix(1);
    const bool goes_on = !opens && (in_brackets || wants_value);
    out += (goes_on ? " " : opens ? "\n.Op " : "\n.") + synopsis_word(word);
    in_brackets = (in_brackets || opens) && !closes;
    wants_value = !in_brackets && !closes && word.starts_with('-');
  }
  return out + "\n";
}

std::string synopsis(const ToolInfo& tool) {
  std::string out = ".Sh SYNOPSIS\n";
  for (const std::string_view line : split(tool.synopsis, "\n")) out += synopsis_line(line);
  return out;
}

std::string description(const ToolInfo& tool) {
  std::string out = ".Sh DESCRIPTION\n";
  bool is_first = true;
  for (const std::string_view paragraph : paragraphs(tool.description)) {
    out += (is_first ? "" : ".Pp\n") + text_lines(paragraph);
    is_first = false;
  }
  return out;
}

std::string upper_case(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return out;
}

/// ".It Fl o , Fl \-output Ar OUT".
std::string item(const FlagInfo& flag) {
  std::string out = ".It ";
  if (flag.letter != 0) out += "Fl " + argument(std::string(1, flag.letter)) + " , ";
  out += "Fl \\-" + escaped(flag.name);
  if (flag.value.empty()) return out + "\n";
  const std::string value = "Ar " + argument(flag.value);
  return out + (flag.is_value_optional ? " Ns Oo = Ns " + value + " Oc" : " " + value) + "\n";
}

std::string options(FlagInfos flags) {
  std::string out;
  std::string_view group;
  for (const FlagInfo* flag : flags) {
    if (flag->group != group) {
      if (!group.empty()) out += ".El\n";
      out += ".Ss " + escaped(flag->group) + "\n.Bl -tag -width Ds\n";
    }
    group = flag->group;
    out += item(*flag) + text_lines(full_about(*flag));
  }
  return group.empty() ? out : out + ".El\n";
}

std::string sections(const ToolInfo& tool) {
  std::string out;
  for (const Section& section : tool.sections) {
    out += ".Sh " + escaped(upper_case(section.heading)) + "\n" + text_lines(section.about) +
           ".Bl -tag -width Ds\n";
    for (const Term& term : section.terms())
      out += ".It Cm " + argument(term.word) + "\n" + text_lines(term.about);
    out += ".El\n";
  }
  return out;
}

std::string exit_codes() {
  std::string out = ".Sh EXIT STATUS\n.Bl -tag -width 130\n";
  for (const ExitCode& exit_code : kExitCodes)
    out += ".It " + std::to_string(exit_code.code) + "\n" + text_lines(exit_code.about);
  return out + ".El\n";
}

std::string examples(const ToolInfo& tool) {
  std::string out;
  for (const Example& example : tool.examples)
    out += (out.empty() ? ".Sh EXAMPLES\n" : ".Pp\n") + text_lines(example.about) +
           ".Bd -literal -offset indent\n$ " + escaped(example.command) + "\n.Ed\n";
  return out;
}

/// "tcpdump(1)" split into "tcpdump" and "1".
struct Page {
  std::string_view section;
  std::string_view name;
  auto operator<=>(const Page&) const = default;
};

std::string see_also(const ToolInfo& tool) {
  if (tool.see_also.empty()) return {};
  std::vector<Page> pages;
  for (const std::string_view page : split(tool.see_also, ", ")) {
    const std::size_t open = page.find('(');
    pages.push_back({page.substr(open + 1, page.find(')') - open - 1), page.substr(0, open)});
  }
  std::ranges::sort(pages);  // mdoc(7): by section, then by name

  std::string out = ".Sh SEE ALSO\n";
  for (const Page& page : pages) {
    const std::string_view end = &page == &pages.back() ? "\n" : " ,\n";
    out.append(".Xr ").append(page.name).append(" ").append(page.section).append(end);
  }
  return out;
}

}  // namespace

std::string man_page(const ToolInfo& tool, FlagInfos flags) {
  return ".\\\" Written by cli_docs out of the table of flags.\n.Dd " + std::string(kDate) +
         "\n.Dt " + upper_case(tool.name) + " 1\n.Os flowstat " + kVersion + "\n.Sh NAME\n.Nm " +
         std::string(tool.name) + "\n.Nd " + escaped(tool.about) + "\n" + synopsis(tool) +
         description(tool) + options(flags) + sections(tool) + exit_codes() + examples(tool) +
         see_also(tool);
}

}  // namespace flowstat::cli
