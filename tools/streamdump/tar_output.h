#pragma once

#include <memory>
#include <string>

#include "tools/streamdump/scratch_output.h"
#include "tools/streamdump/tar_file.h"

namespace flowstat::streamdump {

/// What ReportedFolder writes, as a tar archive. A file's size must be known before its octets, so
/// streams are written to a folder for temporary files, and go from there to the archive when they
/// are over.
class TarOutput : public ScratchOutput {
 public:
  /// Opens options.output.
  static Result<std::unique_ptr<TarOutput>> open(const Options& options, bool frames_stay);

  Status complete(std::span<StreamRow> rows) override;
  Status finish() override;
  /// What is there at the end goes to the archive too.
  std::optional<std::string> tables_folder() const override { return folder(); }

 private:
  explicit TarOutput(const Options& options) : options_(options) {}
  Status move(const std::string& name, const std::vector<Span>& spans);

  const Options& options_;
  std::unique_ptr<TarFile> tar_;
};

}  // namespace flowstat::streamdump
