#pragma once

#include <memory>

#include "core/stream/overlap.h"
#include "tools/streamdump/dfxml.h"
#include "tools/streamdump/naming.h"

namespace flowstat::streamdump {

/// A file below a folder for each stream that has data.
class FolderOutput : public Output {
 public:
  /// Makes the folder. `frames_stay`: what is borrowed of a batch may be used after it.
  static Result<std::unique_ptr<FolderOutput>> open(const Options& options,
                                                    const std::string& folder, bool frames_stay);

  Status take(const PacketAt& at, Connection& connection, Pieces& pieces) override;
  Status end_batch() override { return frames_stay_ ? kOk : flush(); }
  Status end(Connection& connection, const StreamRowPair& rows) override;
  Status complete(std::span<StreamRow> rows) override;
  Status flush() override { return files_->flush(); }
  Status finish() override;
  std::optional<std::string> tables_folder() const override { return folder_; }
  std::vector<std::string> hints() const override;

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

  /// So many octets of holes go into digests: a few packets can make terabytes of them.
  static constexpr std::int64_t kMostZeros = std::int64_t{4} << 30;

  Status add_digests_of(const std::string& path, StreamRow& row);
  FolderOutput(const Options& options, std::string folder, std::unique_ptr<StreamFiles> files,
               Naming naming, bool frames_stay);
  Status end_way(Way& way, StreamRow* row);

  const Options& options_;
  std::string folder_;
  std::unique_ptr<StreamFiles> files_;
  Naming naming_;
  PieceWriter<Store> writer_;
  std::unique_ptr<Dfxml> report_;
  std::int64_t written_ = 0;  // files
  std::int64_t zeros_left_ = kMostZeros;
  std::int64_t without_digest_ = 0;  // files
  bool frames_stay_;
};

}  // namespace flowstat::streamdump
