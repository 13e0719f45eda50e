#pragma once

#include <memory>
#include <string>

#include "tools/streamdump/folder_output.h"
#include "tools/streamdump/scratch_folder.h"
#include "tools/streamdump/tar_file.h"

namespace flowstat::streamdump {

/// What FolderOutput writes, as a tar archive. A file's size must be known before its octets, so
/// streams are written to a folder for temporary files, and go from there to the archive when they
/// are over.
class TarOutput : public Output {
 public:
  /// Opens options.output.
  static Result<std::unique_ptr<TarOutput>> open(const Options& options, bool frames_stay);

  Status take(const PacketAt& at, Connection& connection, Pieces& pieces) override {
    return files_->take(at, connection, pieces);
  }
  Status end_batch() override { return files_->end_batch(); }
  Status end(Connection& connection, const StreamRowPair& rows) override {
    return files_->end(connection, rows);
  }
  Status complete(std::span<StreamRow> rows) override;
  Status finish() override;
  /// What is there at the end goes to the archive too.
  std::optional<std::string> tables_folder() const override { return scratch_.path(); }

 private:
  TarOutput(const Options& options, ScratchFolder scratch)
      : options_(options), scratch_(std::move(scratch)) {}
  Status move(const std::string& name, const std::vector<Span>& spans);

  const Options& options_;
  ScratchFolder scratch_;
  std::unique_ptr<FolderOutput> files_;
  std::unique_ptr<TarFile> tar_;
};

}  // namespace flowstat::streamdump
