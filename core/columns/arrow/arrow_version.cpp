#include "core/columns/arrow_version.h"

#include <arrow/config.h>

namespace flowstat {

std::string arrow_version() {
  return arrow::GetBuildInfo().version_string;
}

}  // namespace flowstat
