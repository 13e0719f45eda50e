#include "plugin/command_line.h"

#include <fstream>
#include <string_view>

namespace flowstat::plugin {

namespace {

/// The values of the option of one letter, as "-T fields" or "-Tfields".
std::vector<std::string> values_of(std::string_view option, const std::vector<std::string>& words) {
  std::vector<std::string> values;
  for (std::size_t i = 1; i < words.size(); ++i) {
    if (words[i] == option && i + 1 < words.size())
      values.push_back(words[i + 1]);
    else if (words[i].starts_with(option))
      values.push_back(words[i].substr(option.size()));
  }
  return values;
}

bool is_tshark(const std::vector<std::string>& words) {
  return !words.empty() && words.front().find("tshark") != std::string::npos;
}

std::vector<std::string> words_of_this_process() {
  std::ifstream file("/proc/self/cmdline", std::ios::binary);
  std::vector<std::string> words;
  for (std::string word; std::getline(file, word, '\0');) words.push_back(word);
  return words;
}

}  // namespace

bool is_tshark() {
  return is_tshark(words_of_this_process());
}

std::optional<std::vector<std::string>> printed_fields(const std::vector<std::string>& words) {
  if (!is_tshark(words)) return std::nullopt;
  const std::vector<std::string> formats = values_of("-T", words);
  if (formats.empty() || formats.back() != "fields") return std::nullopt;
  return values_of("-e", words);
}

std::optional<std::vector<std::string>> printed_fields() {
  return printed_fields(words_of_this_process());
}

}  // namespace flowstat::plugin
