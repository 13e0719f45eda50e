#include "tools/streamdump/sidecar.h"

#include <unistd.h>

#include "tools/walk/provenance.h"

namespace flowstat::streamdump {

Result<std::unique_ptr<Sidecar>> Sidecar::open_sink(const std::string& path, TableSchema schema,
                                                    const Format& format, const Options& options,
                                                    const std::string& arguments) {
  schema.metadata = walk::provenance(options, arguments, schema.name);
  auto file = open_output(path, options.overwrites ? Overwrite::yes : Overwrite::no);
  if (!file.ok()) return file.error();
  SinkOptions sink_options;
  if (cli::wants_color(options.color, STDOUT_FILENO)) sink_options.color = Color::yes;
  auto sink = format.open(std::move(file.value()), schema, sink_options);
  if (!sink.ok()) return sink.error();
  Batch batch = make_batch(schema.columns);
  return std::unique_ptr<Sidecar>(new Sidecar(std::move(sink.value()), std::move(batch)));
}

}  // namespace flowstat::streamdump
