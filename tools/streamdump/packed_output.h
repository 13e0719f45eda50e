#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/columns/background_sink.h"
#include "core/connections/holding_output.h"
#include "core/stream/packed_fields.h"
#include "tools/streamdump/options.h"

namespace flowstat::streamdump {

/// All streams in one table: a row for each span, or for each part of it of kMostTurnBytes at most.
class PackedOutput : public HoldingOutput {
 public:
  /// Opens options.output, in the format that its name ends in. `arguments`: the command line.
  static Result<std::unique_ptr<PackedOutput>> open(const Options& options,
                                                    const std::string& arguments, bool frames_stay);

  Status end(Connection& connection, const StreamRowPair& rows) override;
  Status relieve(Connection& connection, bool is_hard) override;
  Status finish() override;

 private:
  PackedOutput(const Options& options, bool frames_stay) : HoldingOutput(options, frames_stay) {}

  Status put(std::int64_t flow_id, Direction direction, Side side);
  Status fill_batch();
  Status fill();

  std::unique_ptr<BackgroundSink> sink_;
  Batch batch_;                  // of the sink; filled until it is large
  std::vector<PackedRow> rows_;  // those that come next into the batch
  std::vector<Side> sides_;      // that they borrow from
  std::int64_t row_bytes_ = 0;   // octets in them
};

}  // namespace flowstat::streamdump
