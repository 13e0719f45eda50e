#pragma once

#include <memory>

#include "core/capture/record_copy.h"
#include "core/columns/byte_sink.h"
#include "tools/flowdump/options.h"
#include "tools/walk/packet_reader.h"

namespace flowstat::flowdump {

/// The capture that -w asks for: records of the packets that are taken, as they are in the input.
class CaptureOutput {
 public:
  /// `recorded` is a capture with the packets of all inputs, by their numbers.
  /// Errors: those of open_output() and RecordCopy::open().
  static Result<std::unique_ptr<CaptureOutput>> open(const Options& options,
                                                     const CapturePath& recorded);

  /// Writes the packets of `batch` that are wanted.
  Status take(const walk::ReadBatch& batch);
  /// Writes what the input tells behind them, and completes the file.
  Status finish();

  std::int64_t packets() const { return packets_; }

 private:
  CaptureOutput() = default;

  std::unique_ptr<ByteSink> sink_;
  std::unique_ptr<RecordCopy> copy_;
  std::int64_t packets_ = 0;
};

}  // namespace flowstat::flowdump
