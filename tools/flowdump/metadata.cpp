#include "tools/flowdump/metadata.h"

#include "core/base/version.h"
#include "tools/walk/input_flags.h"

namespace flowstat::flowdump {

namespace {

std::string lines_of(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : "\n") + word;
  return text;
}

}  // namespace

void add_provenance(const Options& options, const std::string& arguments, TableSchema& schema) {
  const bool is_md5 = options.flow_hash == FlowHash::md5_16 || !options.preset.empty();
  schema.metadata = {
      {"flowstat.version", kVersion},
      {"flowstat.table", schema.name},
      {"flowstat.arguments", arguments},
      {"flowstat.inputs", lines_of(options.inputs.files)},
      {"flowstat.stream_rule", std::string(walk::word_of(options.stream_rule))},
      {"flowstat.flow_hash", is_md5 ? "md5-16" : "community"},
      {"flowstat.idle_timeout", "none"},
      {"flowstat.active_timeout", "none"},
  };
  if (!options.preset.empty()) schema.metadata.emplace_back("flowstat.preset", options.preset);
}

}  // namespace flowstat::flowdump
