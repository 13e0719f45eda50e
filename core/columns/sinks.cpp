#include <algorithm>
#include <iterator>

#include "core/base/nearest.h"
#include "core/columns/compress.h"
#include "core/columns/sink.h"

namespace flowstat {

#define FLOWSTAT_FORMAT(name) extern const Format name##_format;
#include "core/columns/sinks.inc"
#undef FLOWSTAT_FORMAT

namespace {

const Format* const kFormats[] = {
#define FLOWSTAT_FORMAT(name) &name##_format,
#include "core/columns/sinks.inc"
#undef FLOWSTAT_FORMAT
};

std::string known_endings() {
  std::string list;
  for (const Format* format : kFormats)
    if (!format->extension.empty()) list += " " + std::string(format->extension);
  return list;
}

}  // namespace

std::span<const Format* const> formats() {
  return kFormats;
}

Result<const Format*> find_format(std::string_view name) {
  std::vector<std::string_view> names;
  std::string list;
  for (const Format* format : kFormats) {
    if (format->name == name) return format;
    names.push_back(format->name);
    list += " " + std::string(format->name);
  }
  const std::string_view near = nearest_name(name, names);
  const std::string hint = near.empty() ? "" : " (did you mean " + std::string(near) + "?)";
  return Error{"no format '" + std::string(name) + "'" + hint + "; this build has:" + list,
               Cause::usage};
}

Result<OutputName> format_of(std::string_view path) {
  const std::string_view compression = compression_of(path);
  const std::string_view stem = path.substr(0, path.size() - compression.size());
  const auto is_its = [&](const Format* format) {
    return !format->extension.empty() && stem.ends_with(format->extension);
  };
  const auto* found = std::find_if(std::begin(kFormats), std::end(kFormats), is_its);
  if (found == std::end(kFormats))
    return Error{"cannot tell a format from the name " + std::string(path) +
                     "; --format says one, or an ending does:" + known_endings(),
                 Cause::usage};
  if (!compression.empty() && !(*found)->is_text)
    return Error{"cannot compress " + std::string(path) + ": only text formats are written as " +
                     std::string(compression),
                 Cause::usage};
  return OutputName{*found, compression};
}

}  // namespace flowstat
