#pragma once

#include <span>
#include <string>

#include "core/fields/column.h"

namespace flowstat {

/// What pandas wants to find under "pandas" in a schema's metadata, as JSON.
///
/// It makes plain pd.read_parquet() and pd.read_feather() give a column of nullable integers as
/// pandas' own nullable type ("Int64", "UInt16"), whether or not a value is missing this time;
/// without it a missing one turns them all into doubles, which are wrong above 2^53.
std::string pandas_metadata(std::span<const ColumnSpec> columns);

}  // namespace flowstat
