#pragma once

#include <string>

#include "core/fields/column.h"

namespace flowstat {

/// The Arrow type of a column as pyarrow prints it: "int64", "timestamp[ns, tz=UTC]", "string".
std::string type_name(const ColumnSpec& spec);

}  // namespace flowstat
