#include "tools/cli/parse.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "core/base/nearest.h"

// What CLI11 lacks or does otherwise is settled with three marks that no command line holds.
// Without them "--output= x" would take x as the value, a switch would take "--quiet=true", and a
// missing value would be an exception that does not say how the user spelled the option.

namespace flowstat::cli {

namespace {

using FlagInfos = std::span<const FlagInfo* const>;

constexpr char kBare[] = "\x01";   ///< The value of a flag given without one.
constexpr char kEmpty[] = "\x02";  ///< Stands after a '=' that nothing follows.
constexpr char kEnd[] = "\x03";    ///< Stands after the last argument.

std::string long_name(const FlagInfo& flag) {
  return "--" + std::string(flag.name);
}

/// What CLI11 wants to be told: "-o,--output". A flag that may lack a value is given kBare for it.
std::string spelled_for_cli11(const FlagInfo& flag) {
  const bool needs_value = !flag.value.empty() && !flag.is_value_optional;
  const std::string bare = needs_value ? "" : std::string("{") + kBare + "}";
  const std::string letter = flag.letter == 0 ? "" : std::string{'-', flag.letter} + bare + ",";
  return letter + long_name(flag) + bare;
}

/// Adds a row of the table to `app`; results are read out of the option later.
const CLI::Option* add_flag(CLI::App& app, const FlagInfo& flag) {
  const std::string names = spelled_for_cli11(flag);
  if (flag.value.empty() || flag.is_value_optional) {
    CLI::Option* option = app.add_flag(names);
    return option->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  }
  CLI::Option* option = app.add_option(names);
  return option->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

/// `argument`, with a mark where it is "--name=" of a known flag.
std::string marked(std::string argument, FlagInfos flags) {
  if (!argument.ends_with('=')) return argument;
  const bool is_empty_value = std::ranges::any_of(
      flags, [&](const FlagInfo* flag) { return argument == long_name(*flag) + "="; });
  return is_empty_value ? argument + kEmpty : argument;
}

/// `argument` as the user gave it.
std::string unmarked(std::string argument) {
  if (argument.ends_with(kEmpty)) argument.pop_back();
  return argument;
}

Error unknown_option(std::string_view word, FlagInfos flags) {
  if (!word.starts_with("--"))
    return {"unknown option '" + std::string(word.substr(0, 2)) + "'", Cause::usage};
  const std::string_view spelled = word.substr(0, word.find('='));
  const std::string_view wanted = spelled.substr(2);
  std::vector<std::string_view> names;
  for (const FlagInfo* flag : flags) names.push_back(flag->name);

  std::string_view near = nearest_name(wanted, names);
  // "--col" is no slip of the pen but a beginning.
  const auto begun =
      std::ranges::find_if(names, [&](auto name) { return name.starts_with(wanted); });
  if (near.empty() && wanted.size() > 1 && begun != names.end()) near = *begun;

  std::string message = "unknown option '" + std::string(spelled) + "'";
  if (!near.empty()) message += "; did you mean '--" + std::string(near) + "'?";
  return {message, Cause::usage};
}

Error missing_value(const FlagInfo& flag, std::string_view last_argument) {
  const std::string spelled =
      last_argument.starts_with("--") ? long_name(flag) : std::string{'-', flag.letter};
  return {"option '" + spelled + "' needs a value (" + std::string(flag.value) + ")", Cause::usage};
}

/// Whether `word`, which CLI11 took for none of its options, was meant as one.
/// "-" is a word, and so is a negative number.
bool is_like_option(std::string_view word) {
  return word.size() > 1 && word[0] == '-' && (word[1] < '0' || word[1] > '9');
}

/// The words among what CLI11 left over, without the first "--" and the mark at the end.
Result<std::vector<std::string>> words_of(const std::vector<std::string>& left, FlagInfos flags) {
  std::vector<std::string> words;
  bool is_after_dashes = false;
  for (std::string word : left) {
    if (word == kEnd) continue;
    word = unmarked(std::move(word));
    if (!is_after_dashes && word == "--") {
      is_after_dashes = true;
      continue;
    }
    if (!is_after_dashes && is_like_option(word)) return unknown_option(word, flags);
    words.push_back(std::move(word));
  }
  return words;
}

/// Says which flag it is that `error` is about.
Error about_flag(Error error, const FlagInfo& flag) {
  if (error.cause == Cause::usage)
    error.message = "option '" + long_name(flag) + "': " + error.message;
  return error;
}

/// The value that `flag` was given, or what is wrong with there being one or none.
Result<std::string> value_of(const FlagInfo& flag, const std::string& given,
                             std::string_view last_argument) {
  if (given == kEnd) return missing_value(flag, last_argument);
  if (given == kBare) return std::string();
  if (flag.value.empty())
    return Error{"option '" + long_name(flag) + "' takes no value", Cause::usage};
  return unmarked(given);
}

Result<std::vector<std::string>> parse_or_throw(
    std::span<const char* const> arguments, FlagInfos flags,
    const std::function<Status(std::size_t, const std::string&)>& take) {
  CLI::App app;
  app.set_help_flag();
  app.allow_extras();
  std::map<const CLI::Option*, std::size_t> rows;
  for (std::size_t i = 0; i < flags.size(); ++i) rows[add_flag(app, *flags[i])] = i;

  std::vector<std::string> reversed = {kEnd};  // the last argument first, as CLI11 wants it
  for (std::size_t i = arguments.size(); i-- > 0;) reversed.push_back(marked(arguments[i], flags));
  app.parse(std::move(reversed));

  auto words = words_of(app.remaining(), flags);
  if (!words.ok()) return words;
  const std::string_view last_argument = arguments.empty() ? "" : arguments.back();
  std::map<std::size_t, std::size_t> taken;  // of each row's values, how many
  for (const CLI::Option* option : app.parse_order()) {
    const std::size_t row = rows.at(option);
    const FlagInfo& flag = *flags[row];
    const auto value = value_of(flag, option->results()[taken[row]++], last_argument);
    if (!value.ok()) return value.error();
    const Status status = take(row, value.value());
    if (!status.ok()) return about_flag(status.error(), flag);
  }
  return words;
}

}  // namespace

Result<std::vector<std::string>> parse_words(
    std::span<const char* const> arguments, std::span<const FlagInfo* const> flags,
    const std::function<Status(std::size_t, const std::string&)>& take) {
  try {
    return parse_or_throw(arguments, flags, take);
  } catch (const CLI::Error& error) {
    return Error{error.what(), Cause::usage};
  }
}

}  // namespace flowstat::cli
