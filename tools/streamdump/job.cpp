#include "tools/streamdump/job.h"

#include <unistd.h>

#include <algorithm>

#include "core/capture/open.h"
#include "tools/cli/interrupt.h"
#include "tools/streamdump/connections.h"
#include "tools/streamdump/scratch_folder.h"
#include "tools/streamdump/sidecar.h"
#include "tools/walk/take_all.h"

namespace flowstat::streamdump {

namespace {

/// Rows are written in such portions.
constexpr std::size_t kRows = 8192;

/// What a terminal's width has room for.
bool is_listed(const FieldInfo& field) {
  constexpr std::string_view kListed[] = {"tcp_stream",      "direction", "src_addr",
                                          "src_port",        "dst_addr",  "dst_port",
                                          "payload_bytes",   "holes",     "hole_bytes",
                                          "truncated_bytes", "packets",   "out_of_order_packets",
                                          "end_reason"};
  return std::ranges::find(kListed, field.name) != std::end(kListed);
}

/// The tables of a run, as far as they are asked for.
class Sidecars {
 public:
  Status open(const Options& options, const std::string& arguments) {
    if (options.output == "-") return kOk;
    if (options.output.empty()) {
      const bool is_terminal = isatty(STDOUT_FILENO) == 1;
      for (const Field<StreamRows>& field : stream_fields())
        if (!is_terminal || is_listed(field)) stream_fields_.push_back(field);
      return open_streams(options, "-", is_terminal ? "table" : "tsv", arguments);
    }
    for (const Field<StreamRows>& field : stream_fields()) stream_fields_.push_back(field);
    const auto format = find_format(options.format);
    if (!format.ok()) return format.error();
    const std::string before = options.output + "/";
    const std::string behind(format.value()->extension);
    const Status status =
        open_streams(options, before + "streams" + behind, options.format, arguments);
    if (!status.ok() || !options.spans) return status;
    auto spans = Sidecar::open(before + "spans" + behind, "spans", span_fields(), *format.value(),
                               options, arguments);
    if (!spans.ok()) return spans.error();
    spans_ = std::move(spans.value());
    return kOk;
  }

  Status write(const std::vector<StreamRow>& rows) {
    if (rows.empty() || !streams_) return kOk;
    if (const Status status = streams_->write(listed(), StreamRows(rows)); !status.ok())
      return status;
    if (!spans_) return kOk;
    std::vector<SpanRow> spans;
    for (const StreamRow& row : rows)
      for (const SpanRow& span : span_rows(row)) spans.push_back(span);
    return spans_->write(span_fields(), SpanRows(spans));
  }

  Status close() {
    if (!streams_) return kOk;
    const Status status = streams_->close();
    return status.ok() && spans_ ? spans_->close() : status;
  }

 private:
  Status open_streams(const Options& options, const std::string& path, const std::string& format,
                      const std::string& arguments) {
    const auto found = find_format(format);
    if (!found.ok()) return found.error();
    auto streams = Sidecar::open(path, "streams", listed(), *found.value(), options, arguments);
    if (!streams.ok()) return streams.error();
    streams_ = std::move(streams.value());
    return kOk;
  }

  std::span<const Field<StreamRows>> listed() const { return stream_fields_; }

  std::vector<Field<StreamRows>> stream_fields_;  // the columns that are written
  std::unique_ptr<Sidecar> streams_;
  std::unique_ptr<Sidecar> spans_;
};

/// A run from opened inputs to closed outputs.
class Job {
 public:
  Job(const Options& options, const NameTemplate& naming, StreamFiles* files, Sidecars& sidecars)
      : options_(options),
        files_(files),
        sidecars_(sidecars),
        walk_({.flows = true, .stream_numbers = true, .features = Connections::features()},
              options.stream_rule),
        connections_(options, naming, files) {}

  /// Takes all frames of `source`. The status says how it ended; after damage all is kept.
  Status read(Source& source, walk::Selection selection) {
    const auto reader = walk::PacketReader::start(
        source, std::move(selection), {.decodes_every = true, .hasher = walk_.hasher()});
    if (!reader.ok()) return reader.error();
    return walk::take_all(*reader.value(), options_.is_quiet,
                          [&](const walk::ReadBatch& batch) { return take(batch, source); });
  }

  /// Ends every stream and completes all outputs.
  Status finish() {
    do {
      if (cli::is_interrupted()) return Error{"interrupted", Cause::interrupted};
      if (const Status status = give(); !status.ok()) return status;
      if (const Status status = connections_.end_all(walk_, kRows, rows_); !status.ok())
        return status;
    } while (!rows_.empty());
    if (const Status status = sidecars_.close(); !status.ok()) return status;
    return files_ != nullptr ? files_->finish() : kOk;
  }

  /// The files of streams, where one is for standard output.
  const std::vector<std::string>& written() const { return written_; }

 private:
  Status take(const walk::ReadBatch& batch, const Source& source) {
    walk_.take(batch);
    if (const Status status = connections_.take(walk_, rows_); !status.ok()) return status;
    // Where frames go with their batch, so must what is queued of them.
    if (files_ != nullptr && !source.frames_stay())
      if (const Status status = files_->flush(); !status.ok()) return status;
    return rows_.size() >= kRows ? give() : kOk;
  }

  Status give() {
    const Status status = sidecars_.write(rows_);
    for (const StreamRow& row : rows_)
      if (row.file && options_.output == "-") written_.push_back(*row.file);
    rows_.clear();
    return status;
  }

  const Options& options_;
  StreamFiles* files_;
  Sidecars& sidecars_;
  walk::FlowWalk walk_;
  Connections connections_;
  std::vector<StreamRow> rows_;
  std::vector<std::string> written_;  // where one of them goes to standard output
};

Result<NameTemplate> naming_of(const Options& options) {
  if (options.naming.empty()) return default_naming();
  if (options.naming == "tcpflow") return tcpflow_naming();
  return NameTemplate::parse(options.naming);
}

/// Copies the one file there is to standard output.
Status copy_only(const std::vector<std::string>& files, const std::string& folder) {
  if (files.size() == 1) return copy_to_stdout(folder + "/" + files.front());
  if (files.empty()) return Error{"no such stream has any data", Cause::usage};
  return Error{std::to_string(files.size()) +
                   " streams have data, and standard output takes one; choose it by --stream N and "
                   "--direction forward or backward",
               Cause::usage};
}

}  // namespace

Status run(const Options& options, const std::string& arguments) {
  const auto naming = naming_of(options);
  if (!naming.ok()) return naming.error();
  auto selection = walk::Selection::make(options.wanted);
  if (!selection.ok()) return selection.error();
  const auto source = open_captures(options.inputs.files, FrameLife::source);
  if (!source.ok()) return source.error();
  std::optional<ScratchFolder> scratch;
  if (options.output == "-") {
    auto made = ScratchFolder::make();
    if (!made.ok()) return made.error();
    scratch.emplace(std::move(made.value()));
  }
  std::unique_ptr<StreamFiles> files;
  if (!options.output.empty()) {
    const std::string& folder = scratch ? scratch->path() : options.output;
    auto opened = StreamFiles::open(
        {.folder = folder, .overwrites = options.overwrites, .holes = options.holes});
    if (!opened.ok()) return opened.error();
    files = std::move(opened.value());
  }
  Sidecars sidecars;
  if (const Status status = sidecars.open(options, arguments); !status.ok()) return status;
  Job job(options, naming.value(), files.get(), sidecars);
  const Status ended = job.read(*source.value(), std::move(selection.value()));
  if (!ended.ok() && ended.error().cause != Cause::damaged) return ended;
  Status finished = job.finish();
  if (finished.ok() && scratch) finished = copy_only(job.written(), scratch->path());
  return finished.ok() ? ended : finished;
}

}  // namespace flowstat::streamdump
