#include "tools/flowdump/preset.h"

#include <vector>

#include "core/base/nearest.h"
#include "tools/flowdump/presets/seed0.h"

namespace flowstat::flowdump {

std::span<const Preset* const> presets() {
  static constexpr const Preset* kRows[] = {&kSeed0, &kSeed0Short};
  return kRows;
}

Result<const Preset*> find_preset(std::string_view name) {
  std::vector<std::string_view> names;
  for (const Preset* preset : presets()) {
    if (preset->name == name) return preset;
    names.push_back(preset->name);
  }
  std::string message = "no preset '" + std::string(name) + "'";
  const std::string_view nearest = nearest_name(name, names);
  if (!nearest.empty()) message += "; did you mean '" + std::string(nearest) + "'?";
  message += " There are:";
  for (const std::string_view known : names) message.append(" ").append(known);
  return Error{message, Cause::usage};
}

}  // namespace flowstat::flowdump
