#include "tools/flowdump/outputs.h"

#include <unistd.h>

#include <cerrno>
#include <filesystem>

#include "core/columns/compress.h"
#include "core/columns/output_file.h"
#include "tools/cli/terminal.h"
#include "tools/walk/inputs.h"

namespace flowstat::flowdump {

namespace {

namespace fs = std::filesystem;

/// For rows on standard output: what a person reads on a terminal, what programs read in a pipe.
std::string_view usual_text_format() {
  return cli::is_terminal(STDOUT_FILENO) ? "table" : "tsv";
}

Result<Output> to_stdout(const Options& options) {
  const std::string name(options.format.empty() ? usual_text_format() : options.format);
  const auto format = find_format(name);
  if (!format.ok()) return format.error();
  if (!format.value()->is_text && cli::is_terminal(STDOUT_FILENO))
    return Error{"will not write " + name + ", which is binary, to a terminal; name a file with -o",
                 Cause::usage};
  return Output{"-", format.value(), ""};
}

Result<Output> to_file(const Options& options, const std::string& path) {
  const auto by_name = format_of(path);
  if (options.format.empty()) {
    if (!by_name.ok()) return by_name.error();
    return Output{path, by_name.value().format, by_name.value().compression};
  }
  const auto format = find_format(options.format);
  if (!format.ok()) return format.error();
  std::string_view compression;
  for (const std::string_view ending : {".gz", ".zst"})
    if (format.value()->is_text && path.ends_with(ending)) compression = ending;
  return Output{path, format.value(), compression};
}

Result<Output> to_folder(const Options& options, const std::string& table) {
  const auto format = find_format(options.format.empty() ? "parquet" : options.format);
  if (!format.ok()) return format.error();
  const std::string file = table + std::string(format.value()->extension);
  return Output{(fs::path(options.output) / file).string(), format.value(), ""};
}

Status make_folder(const std::string& path) {
  std::error_code error;
  fs::create_directories(path, error);
  std::error_code ignored;
  if (fs::is_directory(path, ignored)) return kOk;
  // A file that is in the way is said to exist, which would be no help.
  const bool is_file = !error || error.value() == EEXIST;
  return system_error("make the folder", path, is_file ? ENOTDIR : error.value());
}

Error needs_folder() {
  return {"two tables need a folder to go to, such as -o out/", Cause::usage};
}

}  // namespace

Result<std::vector<Output>> resolve_outputs(const Options& options) {
  const bool is_stdout = options.output.empty() || options.output == "-";
  const bool is_to_folder = !is_stdout && walk::is_folder(options.output);
  if (options.tables.size() > 1 && !is_to_folder) return needs_folder();
  std::vector<Output> outputs;
  for (const std::string& table : options.tables) {
    const auto output = is_stdout      ? to_stdout(options)
                        : is_to_folder ? to_folder(options, table)
                                       : to_file(options, options.output);
    if (!output.ok()) return Error{output.error().message, Cause::usage};
    outputs.push_back(output.value());
  }
  if (is_to_folder)
    if (const Status status = make_folder(options.output); !status.ok()) return status.error();
  return outputs;
}

Result<std::unique_ptr<Sink>> open_sink(const Output& output, const TableSchema& schema,
                                        const Options& options) {
  auto file = open_output(output.path, options.overwrites ? Overwrite::yes : Overwrite::no);
  if (!file.ok()) return file.error();
  auto packed = compress(std::move(file.value()), output.compression);
  if (!packed.ok()) return packed.error();
  SinkOptions sink_options;
  sink_options.time_text = options.time_text;
  if (cli::wants_color(options.color, STDOUT_FILENO)) sink_options.color = Color::yes;
  return output.format->open(std::move(packed.value()), schema, sink_options);
}

}  // namespace flowstat::flowdump
