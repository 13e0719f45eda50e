#pragma once

#include <memory>
#include <string>

#include "core/connections/naming.h"
#include "core/connections/output.h"
#include "core/connections/stream_options.h"
#include "core/stream/overlap.h"
#include "core/stream/stream_files.h"

namespace flowstat {

/// A file below a folder for each stream that has data.
class FolderOutput : public Output {
 public:
  /// `frames_stay`: what is borrowed of a batch may be used after it. `options` must outlive this.
  FolderOutput(const StreamOptions& options, std::unique_ptr<StreamFiles> files, Naming naming,
               bool frames_stay);

  Status take(const PacketAt& at, Connection& connection, Pieces& pieces) override;
  Status end_batch() override { return frames_stay_ ? kOk : flush(); }
  Status end(Connection& connection, const StreamRowPair& rows) override;
  Status complete(std::span<StreamRow> rows) override;
  Status flush() override { return files_->flush(); }
  Status finish() override { return files_->finish(); }

  /// Removes the file of a stream that is over. Needs: complete(), of its row.
  Status remove(const std::string& path) { return files_->remove(path); }

  /// How many files there are of streams that are over.
  std::int64_t written() const { return written_; }
  /// They are in folders below the folder.
  bool has_folders() const { return naming_.has_folders(); }

 private:
  /// Where a way's pieces go.
  struct Store {
    StreamFiles* files;
    StreamFiles::File file;
    Status write(std::int64_t offset, Bytes bytes) { return files->write(file, offset, bytes); }
    Result<bool> read_back(std::int64_t offset, std::span<std::uint8_t> to) {
      return files->read_back(file, offset, to);
    }
  };

  Status end_way(Way& way, StreamRow* row);

  const StreamOptions& options_;
  std::unique_ptr<StreamFiles> files_;
  Naming naming_;
  PieceWriter<Store> writer_;
  std::int64_t written_ = 0;
  bool frames_stay_;
};

}  // namespace flowstat
