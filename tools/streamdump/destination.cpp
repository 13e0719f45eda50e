#include "tools/streamdump/destination.h"

#include "tools/streamdump/joined_output.h"
#include "tools/streamdump/packed_output.h"
#include "tools/streamdump/reported_folder.h"
#include "tools/streamdump/single_output.h"
#include "tools/streamdump/tar_output.h"
#include "tools/walk/inputs.h"

namespace flowstat::streamdump {

namespace {

enum class Kind { list, single, joined, packed, tar, folder };

Kind kind_by_name(const std::string& path) {
  if (walk::is_folder(path)) return Kind::folder;
  if (path.ends_with(".tar")) return Kind::tar;
  const auto table = format_of(path);
  return table.ok() && !table.value().format->is_text ? Kind::packed : Kind::folder;
}

Kind kind_of(const Options& options) {
  if (options.join != Join::none) return Kind::joined;
  if (options.output.empty()) return Kind::list;
  return options.output == "-" ? Kind::single : kind_by_name(options.output);
}

/// Gives an output that was opened to `to`.
template <class Opened>
Status take(Opened opened, std::unique_ptr<Output>& to) {
  if (!opened.ok()) return opened.error();
  to = std::move(opened.value());
  return kOk;
}

Status open_output_of(Kind kind, const Options& options, const std::string& arguments,
                      bool frames_stay, std::unique_ptr<Output>& to) {
  switch (kind) {
    case Kind::list: return kOk;
    case Kind::single: return take(SingleOutput::open(options, frames_stay), to);
    case Kind::joined: return take(JoinedOutput::open(options, frames_stay), to);
    case Kind::packed: return take(PackedOutput::open(options, arguments, frames_stay), to);
    case Kind::tar: return take(TarOutput::open(options, frames_stay), to);
    case Kind::folder: return take(ReportedFolder::open(options, options.output, frames_stay), to);
  }
  return kOk;
}

Result<Tables> open_tables(const Options& options, const std::string& arguments,
                           const Output* output) {
  if (output == nullptr) return Tables::list(options, arguments);
  const auto folder = output->tables_folder();
  return folder ? Tables::beside(options, *folder, arguments) : Tables();
}

Error do_not_go_together(std::string_view one, std::string_view other) {
  std::string message(one);
  message.append(" and ").append(other).append(" do not go together");
  return {message, Cause::usage};
}

/// Options that say how files of streams and tables beside them are.
struct ForFolders {
  std::string_view flag;
  bool (*is_given)(const Options& options);
};
constexpr ForFolders kForFolders[] = {
    {"--spans", [](const Options& options) { return options.spans; }},
    {"--naming", [](const Options& options) { return !options.naming.empty(); }},
    {"--fan-out", [](const Options& options) { return options.fans_out; }},
    {"--digest", [](const Options& options) { return options.digests.any(); }},
    {"--report", [](const Options& options) { return options.writes_report; }},
};

/// Endings of files that nobody means as folders.
constexpr std::string_view kOfFiles[] = {".csv", ".tsv",  ".json",  ".jsonl", ".arrows",
                                         ".gz",  ".zst",  ".xz",    ".bz2",   ".tgz",
                                         ".zip", ".pcap", ".pcapng"};

Status check_folder(const Options& options) {
  if (walk::is_folder(options.output)) return kOk;
  for (const std::string_view ending : kOfFiles)
    if (options.output.ends_with(ending))
      return Error{"streams go to a folder, or to a file .tar, .parquet or .arrow; if " +
                       options.output + " is to be a folder, give it as " + options.output + "/",
                   Cause::usage};
  return kOk;
}

}  // namespace

Status settle(Options& options) {
  if (options.lists && !options.output.empty())
    return Error{"--list shows the table of streams on standard output; leave out -o",
                 Cause::usage};
  if (options.join == Join::console) {
    if (!options.output.empty() && options.output != "-")
      return Error{"--console shows what was said and writes no files; leave out -o, or use --join",
                   Cause::usage};
    options.output = std::string("-");
  }
  if (options.join != Join::none && options.output.empty())
    return Error{"--join needs -o FOLDER, or -o - for standard output", Cause::usage};
  if (options.join != Join::none && options.lists)
    return do_not_go_together("--list", "--join or --console");
  if (options.join != Join::console && options.console.octets != ConsoleStyle::Octets::text)
    return Error{"--hex and --binary say how a console looks; add -c or -C", Cause::usage};
  const Kind kind = kind_of(options);
  if (kind == Kind::joined && options.output != "-" && kind_by_name(options.output) != Kind::folder)
    return do_not_go_together("--join", "-o with the name of an archive or a table");
  if (kind == Kind::joined && (options.digests.any() || options.writes_report))
    return do_not_go_together("--join or --console", "--digest or --report");
  const bool has_files =
      kind == Kind::folder || kind == Kind::tar || (kind == Kind::joined && options.output != "-");
  for (const ForFolders& each : kForFolders)
    if (!has_files && each.is_given(options))
      return Error{
          std::string(each.flag) + " needs a file for each stream: -o FOLDER or -o FILE.tar",
          Cause::usage};
  if (!has_files && kind != Kind::list && !options.format.empty())
    return Error{"--format is that of the tables beside the streams, and here are none",
                 Cause::usage};
  if (has_files && options.format == "table")
    return Error{
        "--format table is for standard output; beside the streams: parquet, arrow, csv, "
        "jsonl or tsv",
        Cause::usage};
  return has_files && kind != Kind::tar ? check_folder(options) : kOk;
}

Result<Destination> open_destination(const Options& options, const std::string& arguments,
                                     bool frames_stay) {
  const Kind kind = kind_of(options);
  if ((kind == Kind::packed || kind == Kind::tar) &&
      walk::is_an_input(options.output, options.inputs))
    return Error{"will not write " + options.output + ": it is an input", Cause::usage};
  Destination destination;
  const Status opened = open_output_of(kind, options, arguments, frames_stay, destination.output);
  if (!opened.ok()) return opened.error();
  auto tables = open_tables(options, arguments, destination.output.get());
  if (!tables.ok()) return tables.error();
  destination.tables = std::move(tables.value());
  return destination;
}

}  // namespace flowstat::streamdump
