#include "tools/streamdump/reported_folder.h"

#include <algorithm>
#include <utility>

#include "tools/streamdump/file_digest.h"
#include "tools/streamdump/file_naming.h"

namespace flowstat::streamdump {

namespace {

/// From so many files in one folder on, people should know of another way.
constexpr std::int64_t kManyFiles = 10'000;

}  // namespace

Result<std::unique_ptr<ReportedFolder>> ReportedFolder::open(const Options& options,
                                                             const std::string& folder,
                                                             bool frames_stay) {
  auto naming = naming_of(options);
  if (!naming.ok()) return naming.error();
  auto files = StreamFiles::open({.folder = folder,
                                  .overwrites = options.overwrites,
                                  .holes = options.holes,
                                  .spared = options.inputs.files});
  if (!files.ok()) return files.error();
  std::unique_ptr<ReportedFolder> output(new ReportedFolder(
      options, folder, std::move(files.value()), std::move(naming.value()), frames_stay));
  if (options.writes_report) {
    auto report = Dfxml::open(folder, options);
    if (!report.ok()) return report.error();
    output->report_ = std::move(report.value());
  }
  return output;
}

ReportedFolder::ReportedFolder(const Options& options, std::string folder,
                               std::unique_ptr<StreamFiles> files, Naming naming, bool frames_stay)
    : FolderOutput(options, std::move(files), std::move(naming), frames_stay),
      options_(options),
      folder_(std::move(folder)) {}

Status ReportedFolder::complete(std::span<StreamRow> rows) {
  if (const Status status = FolderOutput::complete(rows); !status.ok()) return status;
  if (!options_.digests.any() && !report_) return kOk;
  for (StreamRow& row : rows) {
    if (!row.file) continue;
    const std::string path = folder_ + "/" + *row.file;
    if (const Status status = add_digests_of(path, row); !status.ok()) return status;
    if (!report_) continue;
    if (const Status status = report_->add(row, path); !status.ok()) return status;
  }
  return kOk;
}

Status ReportedFolder::add_digests_of(const std::string& path, StreamRow& row) {
  if (!options_.digests.any()) return kOk;
  const std::int64_t zeros = row.file_bytes.value_or(0) - row.payload_bytes();
  if (zeros > zeros_left_) {
    ++without_digest_;
    return kOk;
  }
  zeros_left_ -= std::max<std::int64_t>(zeros, 0);
  auto digests = digests_of(path, options_.digests);
  if (!digests.ok()) return digests.error();
  row.md5 = std::move(digests.value().md5);
  row.sha256 = std::move(digests.value().sha256);
  return kOk;
}

Status ReportedFolder::finish() {
  if (report_)
    if (const Status status = report_->close(); !status.ok()) return status;
  return FolderOutput::finish();
}

std::vector<std::string> ReportedFolder::hints() const {
  std::vector<std::string> hints;
  if (written() >= kManyFiles && !has_folders())
    hints.push_back(
        std::to_string(written()) +
        " files are in one folder; --fan-out spreads them over folders, -o FILE.parquet "
        "packs them");
  if (without_digest_ > 0)
    hints.push_back(
        "files without a digest: " + std::to_string(without_digest_) +
        "; more than 4 GiB of holes would have to be read, and with --holes skip there are none");
  return hints;
}

}  // namespace flowstat::streamdump
