#include "tools/cli/open_files.h"

#include <sys/resource.h>

namespace flowstat::cli {

void allow_many_files() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);  // where it is refused the old limit stays
}

}  // namespace flowstat::cli
