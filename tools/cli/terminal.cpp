#include "tools/cli/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <string_view>

namespace flowstat::cli {

namespace {

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view{} : value;
}

}  // namespace

bool is_terminal(int file_descriptor) {
  return isatty(file_descriptor) == 1;
}

int terminal_columns(int file_descriptor) {
  winsize size{};
  if (ioctl(file_descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 80;
  return size.ws_col;
}

bool wants_color(ColorWhen when, int file_descriptor) {
  if (when != ColorWhen::automatic) return when == ColorWhen::always;
  return is_terminal(file_descriptor) && environment("NO_COLOR").empty() &&
         environment("TERM") != "dumb";
}

}  // namespace flowstat::cli
