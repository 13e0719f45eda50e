#include "tools/cli/help.h"
#include "tools/cli/wrap.h"

namespace flowstat::cli {

namespace {

constexpr std::size_t kColumns = 120;

/// Plain text for a cell of a table.
std::string cell(std::string_view text) {
  std::string out;
  for (const char c : text) out += c == '|' ? "\\|" : std::string(1, c);
  return out;
}

std::string text_lines(std::string_view text) {
  std::string out;
  for (const std::string& line : wrap(text, kColumns)) out += line + "\n";
  return out;
}

std::string table(std::span<const Term> terms) {
  std::string out = "| word | about |\n| --- | --- |\n";
  for (const Term& term : terms)
    out += "| `" + cell(term.word) + "` | " + cell(term.about) + " |\n";
  return out;
}

}  // namespace

std::string sections_page(const ToolInfo& tool, std::span<const FlagInfo* const>) {
  std::string page;
  for (const Section& section : tool.sections)
    page += (page.empty() ? "## " : "\n## ") + std::string(section.heading) + "\n\n" +
            text_lines(section.about) + "\n" + table(section.terms());
  return page;
}

}  // namespace flowstat::cli
