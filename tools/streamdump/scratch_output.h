#pragma once

#include <memory>
#include <optional>
#include <string>

#include "tools/streamdump/reported_folder.h"
#include "tools/streamdump/scratch_folder.h"

namespace flowstat::streamdump {

/// Streams whose files are written to a folder for temporary files, and go on from there.
class ScratchOutput : public Output {
 public:
  Status take(const PacketAt& at, Connection& connection, Pieces& pieces) override {
    return files_->take(at, connection, pieces);
  }
  Status end_batch() override { return files_->end_batch(); }
  Status end(Connection& connection, const StreamRowPair& rows) override {
    return files_->end(connection, rows);
  }

 protected:
  /// Makes the folder. To be called before all else.
  Status make_folder(const Options& options, bool frames_stay);
  const std::string& folder() const { return scratch_->path(); }
  ReportedFolder& files() { return *files_; }

 private:
  std::optional<ScratchFolder> scratch_;
  std::unique_ptr<ReportedFolder> files_;
};

}  // namespace flowstat::streamdump
