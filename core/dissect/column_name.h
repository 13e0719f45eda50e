#pragma once

#include <string>

#include "core/dissect/dissector.h"

namespace flowstat::dissect {

/// What the column of the field `name` is called.
std::string column_name(std::string name, FieldNames names);

}  // namespace flowstat::dissect
