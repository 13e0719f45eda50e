#pragma once

#include <memory>
#include <string>

#include "core/connections/folder_output.h"
#include "tools/streamdump/dfxml.h"
#include "tools/streamdump/options.h"

namespace flowstat::streamdump {

/// A folder of streams with what is told of their files when these are complete: digests, a report.
class ReportedFolder : public FolderOutput {
 public:
  /// Makes the folder. `frames_stay`: what is borrowed of a batch may be used after it.
  static Result<std::unique_ptr<ReportedFolder>> open(const Options& options,
                                                      const std::string& folder, bool frames_stay);

  Status complete(std::span<StreamRow> rows) override;
  Status finish() override;
  std::optional<std::string> tables_folder() const override { return folder_; }
  std::vector<std::string> hints() const override;

 private:
  /// So many octets of holes go into digests: a few packets can make terabytes of them.
  static constexpr std::int64_t kMostZeros = std::int64_t{4} << 30;

  ReportedFolder(const Options& options, std::string folder, std::unique_ptr<StreamFiles> files,
                 Naming naming, bool frames_stay);
  Status add_digests_of(const std::string& path, StreamRow& row);

  const Options& options_;
  std::string folder_;
  std::unique_ptr<Dfxml> report_;
  std::int64_t zeros_left_ = kMostZeros;
  std::int64_t without_digest_ = 0;  // files
};

}  // namespace flowstat::streamdump
