#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tools/streamdump/options.h"
#include "tools/streamdump/scratch_output.h"

namespace flowstat::streamdump {

/// The one stream that is chosen, to standard output: what would be its file.
class SingleOutput : public ScratchOutput {
 public:
  static Result<std::unique_ptr<SingleOutput>> open(const Options& options, bool frames_stay);

  Status take(const PacketAt& at, Connection& connection, Pieces& pieces) override;
  Status end(Connection& connection, const StreamRowPair& rows) override;
  /// Error: usage, if it is not one stream that has data.
  Status finish() override;

 private:
  explicit SingleOutput(bool takes_any) : takes_any_(takes_any) {}

  bool takes_any_;            // which streams are wanted is not known before their end
  std::int64_t streams_ = 0;  // that have data, so far
  std::vector<std::string> written_;
};

}  // namespace flowstat::streamdump
