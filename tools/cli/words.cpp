#include "tools/cli/words.h"

#include <string_view>

namespace flowstat::cli {

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

std::string quoted(const std::string& word) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_=+,./:@%";
  if (!word.empty() && word.find_first_not_of(kPlain) == std::string::npos) return word;
  std::string text = "'";
  for (const char c : word)
    if (c == '\'')
      text += "'\\''";
    else
      text += c;
  return text + "'";
}

std::string typed(std::span<const char* const> arguments) {
  std::vector<std::string> words;
  for (const char* argument : arguments) words.push_back(quoted(argument));
  return joined(words);
}

}  // namespace flowstat::cli
