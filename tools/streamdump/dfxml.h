#pragma once

#include <memory>
#include <string>

#include "core/columns/byte_sink.h"
#include "core/stream/stream_fields.h"
#include "tools/streamdump/options.h"

namespace flowstat::streamdump {

/// What tcpflow calls its report.
inline constexpr char kReportName[] = "report.xml";

/// tcpflow's report.xml, Digital Forensics XML: a <fileobject> for each file of a stream, with the
/// attributes and the spelling of tcpflow 1.6.1, and a <byte_run> for each span.
/// Errors: of the file.
class Dfxml {
 public:
  /// Opens the report in the folder of the streams.
  static Result<std::unique_ptr<Dfxml>> open(const std::string& folder, const Options& options);

  /// Adds the stream whose file, which is complete, is at `path`. Needs: row.file.
  Status add(const StreamRow& row, const std::string& path);
  Status close();

 private:
  explicit Dfxml(std::unique_ptr<ByteSink> out) : out_(std::move(out)) {}
  Status write(const std::string& text);

  std::unique_ptr<ByteSink> out_;
  std::int64_t streams_ = 0;
};

}  // namespace flowstat::streamdump
