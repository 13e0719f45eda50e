#pragma once

#include <span>
#include <string>
#include <utility>

#include "core/fields/arrow_c.h"
#include "core/fields/column.h"

namespace flowstat {

/// What a table or a column says about itself, in this order.
using Metadata = std::span<const std::pair<std::string, std::string>>;

/// The schema of a table in the Arrow C data interface: a struct of one member a column. A column's
/// metadata says what the field table says: "description", "unit" and "wireshark".
/// The caller calls release(), or gives it to one who does. Borrows nothing.
ArrowSchema export_schema(std::span<const ColumnSpec> columns, Metadata metadata);

/// The rows of `batch` in the Arrow C data interface, as export_schema() describes them.
/// Borrows the batch's buffers: release() comes before the batch is cleared, filled or destroyed.
ArrowArray export_batch(const Batch& batch);

}  // namespace flowstat
