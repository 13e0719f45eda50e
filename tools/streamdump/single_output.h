#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tools/streamdump/folder_output.h"
#include "tools/streamdump/scratch_folder.h"

namespace flowstat::streamdump {

/// The one stream that is chosen, to standard output: what would be its file.
class SingleOutput : public Output {
 public:
  static Result<std::unique_ptr<SingleOutput>> open(const Options& options, bool frames_stay);

  Status take(const PacketAt& at, Connection& connection, Pieces& pieces) override {
    return files_->take(at, connection, pieces);
  }
  Status end_batch() override { return files_->end_batch(); }
  Status end(Connection& connection, const StreamRowPair& rows) override;
  /// Error: usage, if it is not one stream that has data.
  Status finish() override;

 private:
  explicit SingleOutput(ScratchFolder scratch) : scratch_(std::move(scratch)) {}

  ScratchFolder scratch_;
  std::unique_ptr<FolderOutput> files_;
  std::vector<std::string> written_;
};

}  // namespace flowstat::streamdump
