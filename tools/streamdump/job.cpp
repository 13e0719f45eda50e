#include "tools/streamdump/job.h"

#include <cstdio>

#include "core/connections/connections.h"
#include "tools/cli/interrupt.h"
#include "tools/streamdump/destination.h"
#include "tools/walk/flow_walk.h"
#include "tools/walk/open_inputs.h"
#include "tools/walk/take_all.h"

namespace flowstat::streamdump {

namespace {

/// Rows are written in such portions.
constexpr std::size_t kRows = 2048;

/// A run from opened inputs to closed outputs.
class Job {
 public:
  Job(const Options& options, Destination& destination)
      : options_(options),
        destination_(destination),
        walk_({.flows = true, .stream_numbers = true, .features = Connections::features()},
              options.stream_rule, options.flow_limits),
        connections_(options, destination.output.get()) {}

  /// Takes all frames of `source`. The status says how it ended; after damage all is kept.
  Status read(Source& source, walk::Selection selection) {
    const auto reader = walk::PacketReader::start(
        source, std::move(selection), {.decodes_every = true, .hasher = walk_.hasher()});
    if (!reader.ok()) return reader.error();
    return walk::take_all(*reader.value(), options_.is_quiet,
                          [&](const walk::ReadBatch& batch) { return take(batch); });
  }

  /// Ends every stream and completes all outputs.
  Status finish() {
    do {
      if (Status on = cli::check_interrupt(); !on.ok()) return on;
      if (const Status status = write_rows(); !status.ok()) return status;
      if (const Status status = connections_.end_all(walk_.flows(), kRows, rows_); !status.ok())
        return status;
    } while (!rows_.empty());
    if (destination_.output)  // no table may name a file that cannot be written
      if (const Status status = destination_.output->flush(); !status.ok()) return status;
    if (const Status status = destination_.tables.close(); !status.ok()) return status;
    return destination_.output ? destination_.output->finish() : kOk;
  }

  /// What the user should know at the end, a line each.
  std::vector<std::string> hints() const {
    std::vector<std::string> hints = connections_.hints();
    if (destination_.output)
      for (std::string& hint : destination_.output->hints()) hints.push_back(std::move(hint));
    return hints;
  }

 private:
  Status take(const walk::ReadBatch& batch) {
    walk_.take(batch);
    if (const Status status = connections_.take(walk_.batch(), rows_); !status.ok()) return status;
    return rows_.size() >= kRows ? write_rows() : kOk;
  }

  Status write_rows() {
    if (destination_.output)
      if (const Status status = destination_.output->complete(rows_); !status.ok()) return status;
    const Status status = destination_.tables.write(rows_);
    rows_.clear();
    return status;
  }

  const Options& options_;
  Destination& destination_;
  walk::FlowWalk walk_;
  Connections connections_;
  std::vector<StreamRow> rows_;
};

void tell(const std::string& line) {
  std::fprintf(stderr, "streamdump: %s\n", line.c_str());
}

}  // namespace

Status run(const Options& options, const std::string& arguments) {
  auto opened = walk::open_inputs(options, FrameLife::source);
  if (!opened.ok()) return opened.error();
  walk::OpenedInputs& inputs = opened.value();
  auto destination = open_destination(options, arguments, inputs.source->frames_stay());
  if (!destination.ok()) return destination.error();
  Job job(options, destination.value());
  const Status ended = job.read(*inputs.source, std::move(inputs.selection));
  if (!ended.ok() && ended.error().cause != Cause::damaged) return ended;
  if (const Status finished = job.finish(); !finished.ok()) return finished;
  if (inputs.dropped_frames() > 0) tell(walk::dropped_text(inputs.dropped_frames()));
  if (options.is_quiet) return ended;
  for (const std::string& hint : job.hints()) tell(hint);
  return ended;
}

}  // namespace flowstat::streamdump
