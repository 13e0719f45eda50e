#include "tools/streamdump/sidecar.h"

#include <unistd.h>

#include "tools/walk/inputs.h"
#include "tools/walk/provenance.h"

namespace flowstat::streamdump {

Result<std::unique_ptr<ByteSink>> open_beside(const std::string& folder, std::string_view name,
                                              const Options& options) {
  const std::string path = (folder + "/").append(name);
  if (walk::is_an_input(path, options.inputs))
    return Error{"will not write " + path + ": it is an input", Cause::usage};
  return open_output_in_folder(path, options.overwrites ? Overwrite::yes : Overwrite::no);
}

Result<std::unique_ptr<Sink>> open_table(Result<std::unique_ptr<ByteSink>> file,
                                         TableSchema& schema, const Format& format,
                                         const Options& options, const std::string& arguments) {
  if (!file.ok()) return file.error();
  schema.metadata = walk::provenance(options, arguments, schema.name);
  SinkOptions sink_options;
  if (cli::wants_color(options.color, STDOUT_FILENO)) sink_options.color = Color::yes;
  return format.open(std::move(file.value()), schema, sink_options);
}

}  // namespace flowstat::streamdump
