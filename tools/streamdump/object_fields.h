#pragma once

#include <optional>
#include <span>
#include <string>

#include "core/dissect/finds.h"
#include "core/fields/fill.h"

namespace flowstat::streamdump {

/// An object that was saved: a row of the table of objects. Its texts are UTF-8.
struct ObjectRow {
  dissect::FoundObject found;
  std::string file;  ///< Below the folder.
  std::string sha256;
};

using ObjectRows = std::span<const ObjectRow>;

/// The columns of its table, in order.
std::span<const Field<ObjectRows>> object_fields();

}  // namespace flowstat::streamdump
