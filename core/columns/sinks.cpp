#include <algorithm>
#include <iterator>

#include "core/base/nearest.h"
#include "core/columns/compress.h"
#include "core/columns/sink.h"

namespace flowstat {

// Of Arrow's formats the address is null where nothing was linked that defines them; hidden, so
// that nothing that is loaded later, such as another plugin, can define them instead.
#define FLOWSTAT_FORMAT(name) extern const Format name##_format;
#define FLOWSTAT_ARROW_FORMAT(name) \
  [[gnu::weak, gnu::visibility("hidden")]] extern const Format name##_format;
#include "core/columns/sinks.inc"
#undef FLOWSTAT_FORMAT
#undef FLOWSTAT_ARROW_FORMAT

namespace {

struct Entry {
  std::string_view name;
  const Format* format;  // null where this program has only the name
};

const Entry kEntries[] = {
#define FLOWSTAT_FORMAT(name) {#name, &name##_format},
#define FLOWSTAT_ARROW_FORMAT(name) FLOWSTAT_FORMAT(name)
#include "core/columns/sinks.inc"
#undef FLOWSTAT_FORMAT
#undef FLOWSTAT_ARROW_FORMAT
};

std::string known_names() {
  std::string list;
  for (const Format* format : formats()) list += " " + std::string(format->name);
  return list;
}

std::string known_endings() {
  std::string list;
  for (const Format* format : formats())
    if (!format->extension.empty()) list += " " + std::string(format->extension);
  return list;
}

Error not_supported(std::string_view object) {
  return {"cannot write " + std::string(object) +
              ": not supported by this build, which has:" + known_names(),
          Cause::unsupported};
}

Error no_such_format(std::string_view name) {
  std::vector<std::string_view> names;
  for (const Format* format : formats()) names.push_back(format->name);
  const std::string_view near = nearest_name(name, names);
  const std::string hint = near.empty() ? "" : " (did you mean " + std::string(near) + "?)";
  return {"no format '" + std::string(name) + "'" + hint + "; this build has:" + known_names(),
          Cause::usage};
}

Error no_format_of(std::string_view path, std::string_view stem) {
  for (const Entry& entry : kEntries)
    if (entry.format == nullptr && stem.ends_with("." + std::string(entry.name)))
      return not_supported(path);
  return {"cannot tell a format from the name " + std::string(path) +
              "; --format says one, or an ending does:" + known_endings(),
          Cause::usage};
}

}  // namespace

std::span<const Format* const> formats() {
  static const std::vector<const Format*> kFormats = [] {
    std::vector<const Format*> linked;
    for (const Entry& entry : kEntries)
      if (entry.format != nullptr) linked.push_back(entry.format);
    return linked;
  }();
  return kFormats;
}

Result<const Format*> find_format(std::string_view name) {
  const auto* entry = std::ranges::find(kEntries, name, &Entry::name);
  if (entry == std::end(kEntries)) return no_such_format(name);
  if (entry->format == nullptr) return not_supported(name);
  return entry->format;
}

Result<OutputName> format_of(std::string_view path) {
  const std::string_view compression = compression_of(path);
  const std::string_view stem = path.substr(0, path.size() - compression.size());
  const auto is_its = [&](const Format* format) {
    return !format->extension.empty() && stem.ends_with(format->extension);
  };
  const auto found = std::ranges::find_if(formats(), is_its);
  if (found == formats().end()) return no_format_of(path, stem);
  if (!compression.empty() && !(*found)->is_text)
    return Error{"cannot compress " + std::string(path) + ": only text formats are written as " +
                     std::string(compression),
                 Cause::usage};
  return OutputName{*found, compression};
}

}  // namespace flowstat
