#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

// What flags do with their values.

namespace flowstat::cli {

/// One word of a closed set and what it stands for.
template <class T>
struct Choice {
  std::string_view word;
  T value;
};

/// The words of `choices`, for FlagInfo::choices.
template <class T, std::size_t N>
constexpr std::array<std::string_view, N> words_of(const Choice<T> (&choices)[N]) {
  std::array<std::string_view, N> words;
  for (std::size_t i = 0; i < N; ++i) words[i] = choices[i].word;
  return words;
}

/// "'x' is not a time", where `wanted` is "a time".
Error bad_value(const std::string& value, std::string_view wanted);

/// The same, where `wanted` are the words there are: "'x' is not one of a, b".
Error not_one_of(const std::string& value, std::span<const std::string_view> words);

/// Sets `to` to what `value` stands for. Error: usage, with the words there are.
template <class To, class T, std::size_t N>
Status choose(const Choice<T> (&choices)[N], const std::string& value, To& to) {
  for (const Choice<T>& choice : choices) {
    if (choice.word != value) continue;
    to = choice.value;
    return kOk;
  }
  return not_one_of(value, words_of(choices));
}

/// Sets `to` to the names in `value`. Error: usage, if one is empty.
Status take_names(const std::string& value, std::vector<std::string>& to);

/// The number from 0 on that `text` is; nothing if it is none.
std::optional<std::int64_t> number_of(std::string_view text);

/// For switches.
Status set(bool& to);

}  // namespace flowstat::cli
