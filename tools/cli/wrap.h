#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace flowstat::cli {

/// The words of `text` in lines of at most `columns` octets; a longer word gets a line to itself.
/// Blanks and line ends only separate words.
std::vector<std::string> wrap(std::string_view text, std::size_t columns);

/// The paragraphs of `text`, which has an empty line between them.
std::vector<std::string_view> paragraphs(std::string_view text);

/// What stands between the places where `separator` stands in `text`.
std::vector<std::string_view> split(std::string_view text, std::string_view separator);

}  // namespace flowstat::cli
