#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/fields/fill.h"
#include "core/packet/decode.h"

namespace flowstat::flowdump {

/// A table of packets with the columns, names and meanings of some other program.
struct Preset {
  std::string_view name;
  std::span<const Field<PacketBatch>> fields;
  bool (*has_row)(const PacketRow& row) =
      nullptr;  ///< Packets that the other program has rows for.
};

/// Every preset, a file each in presets/ and a row in preset.cpp.
std::span<const Preset* const> presets();

/// The preset called `name`. Error: usage, with the names there are.
Result<const Preset*> find_preset(std::string_view name);

}  // namespace flowstat::flowdump
