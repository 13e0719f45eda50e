#include "core/connections/folder_output.h"

#include <utility>

#include "core/connections/tell_broken.h"
#include "core/stream/cut.h"

namespace flowstat {

FolderOutput::FolderOutput(const StreamOptions& options, std::unique_ptr<StreamFiles> files,
                           Naming naming, bool frames_stay)
    : options_(options),
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
  return tell_broken(*files_, rows);
}

}  // namespace flowstat
