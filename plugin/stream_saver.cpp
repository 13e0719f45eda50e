#include "plugin/stream_saver.h"

#include <csignal>
#include <filesystem>
#include <utility>

#include "plugin/report_table.h"
#include "plugin/shown_streams.h"

namespace flowstat::plugin {

namespace {

/// Rows are written in such portions.
constexpr std::size_t kRows = 2048;

/// Nothing that a user had is overwritten, and no file of another run is taken for one of this.
Status check_is_new(const std::string& folder) {
  std::error_code error;
  const std::filesystem::directory_iterator first(folder, error);
  if (error || first == std::filesystem::directory_iterator()) return kOk;  // to be made
  return Error{"cannot write " + folder + ": there is something in it already", Cause::file};
}

}  // namespace

Result<std::unique_ptr<StreamSaver>> StreamSaver::open(const std::string& folder) {
  if (const Status status = check_is_new(folder); !status.ok()) return status.error();
  std::signal(SIGXFSZ, SIG_IGN);  // a file too large is an error of that file
  auto files = StreamFiles::open({.folder = folder});
  if (!files.ok()) return files.error();
  auto table = open_rows(open_output_in_folder(folder + "/streams.csv", Overwrite::no), "csv",
                         "streams", shown_stream_fields());
  if (!table.ok()) return table.error();
  return std::unique_ptr<StreamSaver>(
      new StreamSaver(std::move(files.value()), std::move(table.value())));
}

StreamSaver::StreamSaver(std::unique_ptr<StreamFiles> files, RowTable table)
    : output_(options_, std::move(files), Naming(default_naming()), false),
      connections_(options_, &output_),
      table_(std::move(table)) {}

void StreamSaver::begin(const FlowRules& rules) {
  if (walk_ && walk_->flows().opened() > 0 && status_.ok())
    status_ = Error{"Wireshark began the capture again, or another one", Cause::unsupported};
  walk_ = std::make_unique<FrameWalk>(rules, Connections::features());
}

void StreamSaver::take(const Frame& frame) {
  if (!walk_ || !status_.ok()) return;
  walk_->take(frame);
  status_ = connections_.take(walk_->batch(), rows_);
}

Status StreamSaver::finish(const IsWanted& is_wanted) {
  if (!status_.ok()) return status_;
  do {
    if (const Status status = write(is_wanted); !status.ok()) return status;
    if (!walk_) break;
    if (const Status status = connections_.end_all(walk_->flows(), kRows, rows_); !status.ok())
      return status;
  } while (!rows_.empty());
  if (const Status status = output_.flush(); !status.ok()) return status;
  if (const Status status = table_.close(); !status.ok()) return status;
  return output_.finish();
}

/// Puts the rows of wanted streams into the table, and forgets all.
Status StreamSaver::write(const IsWanted& is_wanted) {
  if (const Status status = output_.complete(rows_); !status.ok()) return status;
  for (const StreamRow& row : rows_) {
    if (is_wanted(row.owner.flow_id) || !row.file) continue;
    if (const Status status = output_.remove(*row.file); !status.ok()) return status;
  }
  std::erase_if(rows_, [&](const StreamRow& row) { return !is_wanted(row.owner.flow_id); });
  if (rows_.empty()) return kOk;
  const Status status = table_.write(shown_stream_fields(), StreamRows(rows_));
  rows_.clear();
  return status;
}

}  // namespace flowstat::plugin
