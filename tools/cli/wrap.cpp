#include "tools/cli/wrap.h"

#include <algorithm>

namespace flowstat::cli {

std::vector<std::string> wrap(std::string_view text, std::size_t columns) {
  constexpr std::string_view kBlank = " \n";
  std::vector<std::string> lines;
  std::size_t from = text.find_first_not_of(kBlank);
  while (from != std::string_view::npos) {
    const std::size_t end = std::min(text.find_first_of(kBlank, from), text.size());
    const std::string_view word = text.substr(from, end - from);
    if (lines.empty() || lines.back().size() + 1 + word.size() > columns)
      lines.emplace_back(word);
    else
      lines.back().append(" ").append(word);
    from = text.find_first_not_of(kBlank, end);
  }
  return lines;
}

std::vector<std::string_view> paragraphs(std::string_view text) {
  return split(text, "\n\n");
}

std::vector<std::string_view> split(std::string_view text, std::string_view separator) {
  std::vector<std::string_view> parts;
  std::size_t from = 0;
  for (;;) {
    const std::size_t end = text.find(separator, from);
    parts.push_back(text.substr(from, end - from));
    if (end == std::string_view::npos) return parts;
    from = end + separator.size();
  }
}

}  // namespace flowstat::cli
