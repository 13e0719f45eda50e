#include "tools/streamdump/sidecar.h"

#include <unistd.h>

#include "tools/walk/provenance.h"

namespace flowstat::streamdump {

Result<std::unique_ptr<Sink>> open_table(const std::string& path, TableSchema& schema,
                                         const Format& format, const Options& options,
                                         const std::string& arguments) {
  schema.metadata = walk::provenance(options, arguments, schema.name);
  auto file = open_output(path, options.overwrites ? Overwrite::yes : Overwrite::no);
  if (!file.ok()) return file.error();
  SinkOptions sink_options;
  if (cli::wants_color(options.color, STDOUT_FILENO)) sink_options.color = Color::yes;
  return format.open(std::move(file.value()), schema, sink_options);
}

}  // namespace flowstat::streamdump
