#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tools/cli/flag.h"

namespace flowstat::cli {

/// What help and man page say about a flag: its sentences, and its choices where these name
/// fewer than all of them and they are few.
std::string full_about(const FlagInfo& flag);

/// What a shell says about a flag: the first sentence, without its full stop.
std::string_view brief_about(const FlagInfo& flag);

/// The sentences of `text`. One ends in a full stop before a blank and a capital letter.
std::vector<std::string_view> sentences(std::string_view text);

}  // namespace flowstat::cli
