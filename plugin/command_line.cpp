#include "plugin/command_line.h"

#include <fstream>
#include <string_view>

namespace flowstat::plugin {

namespace {

/// Where the letter of an option stands in "-e", "-eNAME" or, behind letters that take no value,
/// "-ne"; npos if it does not.
std::size_t place_of(char letter, const std::string& word) {
  constexpr std::string_view kWithoutValue = "2gIlLnpPqQvVxhS";
  if (word.size() < 2 || word[0] != '-') return std::string::npos;
  const std::size_t place = word.find_first_not_of(kWithoutValue, 1);
  return place != std::string::npos && word[place] == letter ? place : std::string::npos;
}

/// The values of the option of one letter.
std::vector<std::string> values_of(char letter, const std::vector<std::string>& words) {
  std::vector<std::string> values;
  for (std::size_t i = 1; i < words.size(); ++i) {
    const std::size_t place = place_of(letter, words[i]);
    if (place == std::string::npos) continue;
    if (place + 1 < words[i].size())
      values.push_back(words[i].substr(place + 1));
    else if (i + 1 < words.size())
      values.push_back(words[i + 1]);
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
  const std::vector<std::string> formats = values_of('T', words);
  if (formats.empty() || formats.back() != "fields") return std::nullopt;
  return values_of('e', words);
}

std::optional<std::vector<std::string>> printed_fields() {
  return printed_fields(words_of_this_process());
}

std::vector<std::string> asked_reports() {
  const std::vector<std::string> words = words_of_this_process();
  return is_tshark(words) ? values_of('z', words) : std::vector<std::string>();
}

}  // namespace flowstat::plugin
