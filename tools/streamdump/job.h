#pragma once

#include <string>

#include "tools/streamdump/options.h"

namespace flowstat::streamdump {

/// What a run did.
struct Report {
  std::int64_t streams = 0;
  std::int64_t files = 0;
  std::int64_t payload_bytes = 0;
  std::int64_t hole_bytes = 0;
  std::int64_t conflict_bytes = 0;
};

struct Outcome {
  Status status = kOk;
  Report report;
};

/// Does what `options` say; `arguments` are the command line, for the metadata of sidecars.
/// After damage in an input the outcome is an error, and all streams up to there are complete.
Outcome run(const Options& options, const std::string& arguments);

}  // namespace flowstat::streamdump
