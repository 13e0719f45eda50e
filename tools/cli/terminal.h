#pragma once

#include <cstdint>

namespace flowstat::cli {

/// What --color says.
enum class ColorWhen : std::uint8_t { automatic, always, never };

bool is_terminal(int file_descriptor);

/// Columns of the terminal at `file_descriptor`; 80 where it is none or does not say.
int terminal_columns(int file_descriptor);

/// Whether to colour what is written to `file_descriptor`. Left to us: on a terminal that is not
/// "dumb", unless NO_COLOR is set and not empty (no-color.org).
bool wants_color(ColorWhen when, int file_descriptor);

}  // namespace flowstat::cli
