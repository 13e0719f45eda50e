#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace flowstat::cli {

/// What a shell may offer for a flag's value.
enum class Completion : std::uint8_t {
  none,
  file,
  choices,  ///< One of FlagInfo::choices.
  list,     ///< Several of FlagInfo::choices, with commas.
};

/// A flag as help, man page and completions tell it.
struct FlagInfo {
  std::string_view name;        ///< Without dashes; means the same in every tool.
  char letter = 0;              ///< 0: none. Letters are those of the program that a tool imitates.
  std::string_view value = {};  ///< How help calls its value, "FILE"; empty for a switch.
  std::string_view group;       ///< Heading that it stands under in help.
  std::string_view about;       ///< One sentence or two.
  Completion completion = Completion::none;
  std::span<const std::string_view> choices = {};
  bool is_value_optional = false;  ///< --summary and --summary=json.
};

/// A flag and what it does to a tool's options.
template <class Options>
struct Flag : FlagInfo {
  /// Takes the value as it was given ("" for a switch). Error: usage, for a value that it cannot
  /// be.
  Status (*take)(Options& options, const std::string& value) = nullptr;
};

/// The row `kRow`, a flag of the base struct of `Options`, in the table of `Options`.
template <class Options, const auto& kRow>
constexpr Flag<Options> inherit() {
  return {kRow,
          [](Options& options, const std::string& value) { return kRow.take(options, value); }};
}

/// The rows of `flags` as help, man page and completions take them. Borrows from `flags`.
template <class Options>
std::vector<const FlagInfo*> infos_of(std::span<const Flag<Options>> flags) {
  std::vector<const FlagInfo*> infos;
  for (const Flag<Options>& flag : flags) infos.push_back(&flag);
  return infos;
}

/// An example in help and man page.
struct Example {
  std::string_view command;
  std::string_view about;
};

/// A word of a tool's own, such as a token of a template, and what it stands for.
struct Term {
  std::string_view word;
  std::string_view about;  ///< One sentence or two.
};

/// What only one tool has to tell of: sentences, and a table of terms. The man page and docs have
/// all of it, help only names the terms.
struct Section {
  std::string_view heading;  ///< "File names"
  std::string_view about;
  std::vector<Term> (*terms)() = nullptr;
};

/// A tool as help, man page and completions tell it.
struct ToolInfo {
  std::string_view name;
  std::string_view about;        ///< One line.
  std::string_view synopsis;     ///< "flowdump [options] FILE... [-o OUT]"
  std::string_view description;  ///< Paragraphs, an empty line between.
  std::span<const Example> examples;
  std::string_view see_also;  ///< "tshark(1), pcap-filter(7)"
  std::span<const Section> sections = {};
};

}  // namespace flowstat::cli
