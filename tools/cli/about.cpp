#include "tools/cli/about.h"

#include <algorithm>
#include <cctype>

namespace flowstat::cli {

namespace {

/// More than these are a list of their own, such as that of all columns.
constexpr std::size_t kFewChoices = 12;

bool names_all_choices(const FlagInfo& flag) {
  return std::ranges::all_of(flag.choices, [&](std::string_view choice) {
    return flag.about.find(choice) != std::string_view::npos;
  });
}

bool is_sentence_end(std::string_view text, std::size_t at) {
  return text[at] == '.' && at + 2 < text.size() && text[at + 1] == ' ' &&
         std::isupper(static_cast<unsigned char>(text[at + 2])) != 0;
}

}  // namespace

std::string full_about(const FlagInfo& flag) {
  std::string text(flag.about);
  if (flag.choices.empty() || flag.choices.size() > kFewChoices || names_all_choices(flag))
    return text;
  std::string_view before = flag.completion == Completion::list ? " Any of " : " One of ";
  if (flag.choices.size() == 1) before = " May be ";
  for (const std::string_view choice : flag.choices) {
    text.append(before).append(choice);
    before = ", ";
  }
  return text + ".";
}

std::string_view brief_about(const FlagInfo& flag) {
  const std::vector<std::string_view> all = sentences(flag.about);
  if (all.empty()) return {};
  std::string_view first = all.front();
  if (first.ends_with('.')) first.remove_suffix(1);
  return first;
}

std::vector<std::string_view> sentences(std::string_view text) {
  std::vector<std::string_view> found;
  std::size_t from = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!is_sentence_end(text, at)) continue;
    found.push_back(text.substr(from, at + 1 - from));
    from = at + 2;
  }
  if (from < text.size()) found.push_back(text.substr(from));
  return found;
}

}  // namespace flowstat::cli
