#include "tools/flowdump/preset.h"

#include "tools/flowdump/presets/seed0.h"

namespace flowstat::flowdump {

std::span<const Preset* const> presets() {
  static constexpr const Preset* kRows[] = {&kSeed0, &kSeed0Short};
  return kRows;
}

Result<const Preset*> find_preset(std::string_view name) {
  std::string known;
  for (const Preset* preset : presets()) {
    if (preset->name == name) return preset;
    known += " " + std::string(preset->name);
  }
  return Error{"no preset '" + std::string(name) + "'; there are:" + known, Cause::usage};
}

}  // namespace flowstat::flowdump
