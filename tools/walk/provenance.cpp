#include "tools/walk/provenance.h"

#include "core/base/version.h"

namespace flowstat::walk {

namespace {

std::string lines_of(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : "\n") + word;
  return text;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> provenance(const InputOptions& options,
                                                            const std::string& arguments,
                                                            std::string_view table) {
  std::vector<std::pair<std::string, std::string>> lines = {
      {"flowstat.version", std::string(kVersion)},
      {"flowstat.table", std::string(table)},
      {"flowstat.arguments", arguments},
      {"flowstat.inputs",
       options.inputs.is_live() ? options.inputs.interface : lines_of(options.inputs.files)},
      {"flowstat.stream_rule", std::string(word_of(options.stream_rule))}};
  const auto add_timeout = [&](const char* name, std::int64_t ns) {
    if (ns != FlowLimits::kNone) lines.emplace_back(name, std::to_string(ns) + " ns");
  };
  add_timeout("flowstat.idle_timeout", options.flow_limits.idle_ns);
  add_timeout("flowstat.active_timeout", options.flow_limits.active_ns);
  return lines;
}

}  // namespace flowstat::walk
