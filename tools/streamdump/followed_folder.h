#pragma once

#include <array>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/connections/naming.h"
#include "core/dissect/finds.h"
#include "core/stream/stream_files.h"
#include "tools/streamdump/followed_fields.h"
#include "tools/streamdump/sidecar.h"

namespace flowstat::streamdump {

/// A folder with a file for each direction of each stream that Wireshark follows, and their table.
class FollowedFolder : public dissect::FollowTaker {
 public:
  /// Makes the folder. `options` must outlive this.
  static Result<std::unique_ptr<FollowedFolder>> open(const Options& options,
                                                      const std::string& arguments);

  Status begin(const dissect::FollowedStream& stream) override;
  Status take(const dissect::FollowedPiece& piece) override;

  /// Completes files and table with what was taken.
  Status complete();
  /// There is no more: the folder is complete too. Needs: complete().
  Status finish() { return files_->finish(); }

 private:
  struct Way {
    std::optional<StreamFiles::File> file;
    FollowedRow row;
  };
  struct Stream {
    dissect::FollowedStream told;
    std::array<Way, 2> ways;  // by direction
  };

  FollowedFolder(const Options& options, std::unique_ptr<StreamFiles> files, Naming naming);
  bool is_wanted(const Stream& stream, Direction direction) const;
  void begin_file(Stream& stream, Direction direction, const dissect::FollowedPiece& piece);
  Status close_files();
  Status tell_file(FollowedRow& row);

  const Options& options_;
  std::unique_ptr<StreamFiles> files_;
  Naming naming_;
  std::vector<Field<FollowedRows>> fields_;  // the columns that are written
  std::optional<RowTable> table_;
  std::deque<Stream> streams_;  // rows borrow from them
};

}  // namespace flowstat::streamdump
