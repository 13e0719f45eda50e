#include "tools/cli/standard_streams.h"

#include <fcntl.h>
#include <unistd.h>

#include <initializer_list>

namespace flowstat::cli {

void hold_standard_streams() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (fcntl(stream, F_GETFD) != -1) continue;
    // open() gives the lowest number that is free, which is `stream`.
    if (open("/dev/null", O_RDWR) != stream) return;
  }
}

}  // namespace flowstat::cli
