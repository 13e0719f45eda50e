#include "tools/flowdump/metadata.h"

#include "tools/walk/provenance.h"

namespace flowstat::flowdump {

void add_provenance(const Options& options, const std::string& arguments, TableSchema& schema) {
  const bool is_md5 = options.flow_hash == FlowHash::md5_16 || !options.preset.empty();
  schema.metadata = walk::provenance(options, arguments, schema.name);
  schema.metadata.emplace_back("flowstat.flow_hash", is_md5 ? "md5-16" : "community");
  schema.metadata.emplace_back("flowstat.idle_timeout", "none");
  schema.metadata.emplace_back("flowstat.active_timeout", "none");
  if (!options.preset.empty()) schema.metadata.emplace_back("flowstat.preset", options.preset);
}

}  // namespace flowstat::flowdump
