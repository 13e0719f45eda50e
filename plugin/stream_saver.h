#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/columns/row_table.h"
#include "core/connections/connections.h"
#include "core/connections/folder_output.h"
#include "plugin/frame_taker.h"
#include "plugin/frame_walk.h"

namespace flowstat::plugin {

/// The streams of a capture on their way to a folder: the files that streamdump writes, and its
/// streams.csv.
class StreamSaver : public FrameTaker {
 public:
  using IsWanted = std::function<bool(std::int64_t flow_id)>;

  /// Makes the folder and the table. Errors: those of StreamFiles::open(); there is
  /// something in the folder.
  static Result<std::unique_ptr<StreamSaver>> open(const std::string& folder);

  void begin(const FlowRules& rules) override;
  void take(const Frame& frame) override;

  /// All frames have come: completes files and table, and removes those of flows that are not
  /// wanted. Error: the first that there was; then the folder stays marked as incomplete.
  Status finish(const IsWanted& is_wanted);

 private:
  StreamSaver(std::unique_ptr<StreamFiles> files, RowTable table);

  Status write(const IsWanted& is_wanted);

  StreamOptions options_;
  FolderOutput output_;
  Connections connections_;
  RowTable table_;
  std::unique_ptr<FrameWalk> walk_;  // once a capture has begun
  std::vector<StreamRow> rows_;      // of streams that are over, and not in the table
  Status status_ = kOk;
};

}  // namespace flowstat::plugin
