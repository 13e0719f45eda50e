#pragma once

#include <span>
#include <string>
#include <vector>

namespace flowstat::cli {

/// `words` with a blank between them.
std::string joined(const std::vector<std::string>& words);

/// `word` as one types it to a shell.
std::string quoted(const std::string& word);

/// The arguments of a program as one types them to a shell.
std::string typed(std::span<const char* const> arguments);

}  // namespace flowstat::cli
