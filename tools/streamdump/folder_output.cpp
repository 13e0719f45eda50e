#include "tools/streamdump/folder_output.h"

#include <algorithm>

#include "core/stream/cut.h"
#include "tools/streamdump/file_digest.h"
#include "tools/streamdump/tell_broken.h"

namespace flowstat::streamdump {

namespace {

/// From so many files in one folder on, people should know of another way.
constexpr std::int64_t kManyFiles = 10'000;

}  // namespace

Result<std::unique_ptr<FolderOutput>> FolderOutput::open(const Options& options,
                                                         const std::string& folder,
                                                         bool frames_stay) {
  auto naming = naming_of(options);
  if (!naming.ok()) return naming.error();
  auto files = StreamFiles::open({.folder = folder,
                                  .overwrites = options.overwrites,
                                  .holes = options.holes,
                                  .spared = options.inputs.files});
  if (!files.ok()) return files.error();
  std::unique_ptr<FolderOutput> output(
      new FolderOutput(options, folder, std::move(files.value()),
                       {std::move(naming.value()), options.naming.empty()}, frames_stay));
  if (options.writes_report) {
    auto report = Dfxml::open(folder, options);
    if (!report.ok()) return report.error();
    output->report_ = std::move(report.value());
  }
  return output;
}

FolderOutput::FolderOutput(const Options& options, std::string folder,
                           std::unique_ptr<StreamFiles> files, Naming naming, bool frames_stay)
    : options_(options),
      folder_(std::move(folder)),
      files_(std::move(files)),
      naming_(std::move(naming)),
      writer_(options.overlap),
      frames_stay_(frames_stay) {}

Status FolderOutput::take(const PacketAt& at, Connection& connection, Pieces& pieces) {
  Way& way = connection.way(at.ref().direction);
  if (!way.has_file()) {
    const StreamName name = stream_name_of(at, way, false);
    std::string path = naming_.path_of(name);
    const StreamFiles::File file = files_->add(path);
    way.set_apart().file = {file, std::move(path), name.src_mac, name.dst_mac};
  }
  const StreamFiles::File file = way.apart->file.file;
  if (!files_->is_broken(file))
    return writer_.write(at.packet(), pieces, way.bytes, Store{files_.get(), file});
  for (const Piece& piece : pieces.list) {
    if (piece.is_again) continue;  // it is there, or noted as missing
    if (const Status status = files_->write(file, piece.offset, piece.bytes); !status.ok())
      return status;
  }
  return kOk;
}

Status FolderOutput::end(Connection& connection, const StreamRowPair& rows) {
  for (std::size_t i = 0; i < 2; ++i)
    if (const Status status = end_way(connection.ways[i], rows[i]); !status.ok()) return status;
  return kOk;
}

Status FolderOutput::end_way(Way& way, StreamRow* row) {
  if (!way.has_file()) return kOk;
  std::vector<Span> spans;
  if (row != nullptr)
    spans = options_.max_bytes ? within(row->spans, 0, *options_.max_bytes) : row->spans;
  const Status status =
      files_->close(way.apart->file.file, way.base(), spans, first_time_ns(spans));
  if (!status.ok()) return status;
  const std::int64_t bytes = layout_of(spans, options_.holes).bytes();
  if (bytes == 0) return kOk;
  ++written_;
  row->file = std::move(way.apart->file.path);
  row->file_bytes = bytes;
  row->src_mac = way.apart->file.src_mac;
  row->dst_mac = way.apart->file.dst_mac;
  return kOk;
}

Status FolderOutput::complete(std::span<StreamRow> rows) {
  if (const Status status = tell_broken(*files_, rows); !status.ok()) return status;
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

Status FolderOutput::add_digests_of(const std::string& path, StreamRow& row) {
  if (!options_.digests.any()) return kOk;
  const std::int64_t zeros = row.file_bytes.value_or(0) - row.payload_bytes();
  if (zeros > zeros_left_) {
    ++without_digest_;
    return kOk;
  }
  zeros_left_ -= std::max<std::int64_t>(zeros, 0);
  return add_digests(path, options_.digests, row);
}

Status FolderOutput::finish() {
  if (report_)
    if (const Status status = report_->close(); !status.ok()) return status;
  return files_->finish();
}

std::vector<std::string> FolderOutput::hints() const {
  std::vector<std::string> hints;
  if (written_ >= kManyFiles && !naming_.has_folders())
    hints.push_back(
        std::to_string(written_) +
        " files are in one folder; --fan-out spreads them over folders, -o FILE.parquet "
        "packs them");
  if (without_digest_ > 0)
    hints.push_back(
        "files without a digest: " + std::to_string(without_digest_) +
        "; more than 4 GiB of holes would have to be read, and with --holes skip there are none");
  return hints;
}

}  // namespace flowstat::streamdump
