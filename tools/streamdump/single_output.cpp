#include "tools/streamdump/single_output.h"

namespace flowstat::streamdump {

Result<std::unique_ptr<SingleOutput>> SingleOutput::open(const Options& options, bool frames_stay) {
  auto scratch = ScratchFolder::make();
  if (!scratch.ok()) return scratch.error();
  std::unique_ptr<SingleOutput> output(new SingleOutput(std::move(scratch.value())));
  auto files = FolderOutput::open(options, output->scratch_.path(), frames_stay);
  if (!files.ok()) return files.error();
  output->files_ = std::move(files.value());
  return output;
}

Status SingleOutput::end(Connection& connection, const StreamRowPair& rows) {
  const Status status = files_->end(connection, rows);
  for (const StreamRow* row : rows)
    if (row != nullptr && row->file) written_.push_back(*row->file);
  return status;
}

Status SingleOutput::finish() {
  if (const Status status = files_->finish(); !status.ok()) return status;
  if (written_.size() == 1) return copy_to_stdout(scratch_.path() + "/" + written_.front());
  if (written_.empty()) return Error{"no such stream has any data", Cause::usage};
  return Error{std::to_string(written_.size()) +
                   " streams have data, and standard output takes one; choose it by --stream N and "
                   "--direction forward or backward",
               Cause::usage};
}

}  // namespace flowstat::streamdump
