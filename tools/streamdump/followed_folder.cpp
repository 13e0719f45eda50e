#include "tools/streamdump/followed_folder.h"

#include <algorithm>
#include <utility>

#include "tools/streamdump/file_digest.h"
#include "tools/streamdump/file_naming.h"
#include "tools/streamdump/tables.h"

namespace flowstat::streamdump {

namespace {

bool is_there(const FieldInfo& field, const Digests& digests) {
  return (field.name != kMd5Name || digests.md5) && (field.name != kSha256Name || digests.sha256);
}

StreamName name_of(const dissect::FollowedStream& stream, Direction direction,
                   const std::string& protocol, std::int64_t time_ns) {
  StreamName name;
  name.flow_id = stream.number;
  name.substream = stream.substream;
  name.protocol = protocol;
  name.direction = direction;
  name.src = stream.client;
  name.dst = stream.server;
  name.src_port = stream.client_port;
  name.dst_port = stream.server_port;
  name.src_mac = stream.client_mac;
  name.dst_mac = stream.server_mac;
  name.vlan_id = stream.vlan_id;
  name.first_time_ns = time_ns;
  if (direction == Direction::forward) return name;
  std::swap(name.src, name.dst);
  std::swap(name.src_port, name.dst_port);
  std::swap(name.src_mac, name.dst_mac);
  return name;
}

}  // namespace

Result<std::unique_ptr<FollowedFolder>> FollowedFolder::open(const Options& options,
                                                             const std::string& arguments) {
  auto naming = naming_of(options);
  if (!naming.ok()) return naming.error();
  const auto format = find_format(options.format.empty() ? "parquet" : options.format);
  if (!format.ok()) return format.error();
  auto files = StreamFiles::open(
      {.folder = options.output, .overwrites = options.overwrites, .spared = options.inputs.files});
  if (!files.ok()) return files.error();
  std::unique_ptr<FollowedFolder> made(
      new FollowedFolder(options, std::move(files.value()), std::move(naming.value())));
  for (const Field<FollowedRows>& field : followed_fields())
    if (is_there(field, options.digests)) made->fields_.push_back(field);
  auto table =
      open_rows(open_beside(options.output, table_file(kStreamsTable, *format.value()), options),
                kStreamsTable, std::span<const Field<FollowedRows>>(made->fields_), *format.value(),
                options, arguments);
  if (!table.ok()) return table.error();
  made->table_.emplace(std::move(table.value()));
  return made;
}

FollowedFolder::FollowedFolder(const Options& options, std::unique_ptr<StreamFiles> files,
                               Naming naming)
    : options_(options), files_(std::move(files)), naming_(std::move(naming)) {}

Status FollowedFolder::begin(const dissect::FollowedStream& stream) {
  streams_.emplace_back().told = stream;
  return kOk;
}

bool FollowedFolder::is_wanted(const Stream& stream, Direction direction) const {
  const auto& numbers = options_.streams.tcp_streams;
  const bool has_number =
      numbers.empty() || std::ranges::any_of(numbers, [&](const NumberRange& range) {
        return range.has(stream.told.number);
      });
  return has_number && options_.streams.has(direction);
}

void FollowedFolder::begin_file(Stream& stream, Direction direction,
                                const dissect::FollowedPiece& piece) {
  Way& way = stream.ways[static_cast<std::size_t>(direction)];
  way.row.protocol = options_.follower;
  way.row.stream = &stream.told;
  way.row.direction = direction;
  way.row.first_frame = piece.frame;
  way.row.first_time_ns = piece.time_ns;
  way.row.file = naming_.path_of(name_of(stream.told, direction, options_.follower, piece.time_ns));
  way.file = files_->add(*way.row.file);
}

Status FollowedFolder::take(const dissect::FollowedPiece& piece) {
  Stream& stream = streams_[piece.stream];
  const Direction direction = piece.is_from_server ? Direction::backward : Direction::forward;
  if (!is_wanted(stream, direction)) return kOk;
  Way& way = stream.ways[static_cast<std::size_t>(direction)];
  if (!way.file) begin_file(stream, direction, piece);
  const Status status = files_->write(*way.file, way.row.payload_bytes, piece.octets);
  if (!status.ok()) return status;
  way.row.payload_bytes += static_cast<std::int64_t>(piece.octets.size());
  way.row.last_frame = piece.frame;
  way.row.last_time_ns = piece.time_ns;
  return files_->flush();  // the octets are gone with the next message
}

Status FollowedFolder::close_files() {
  for (Stream& stream : streams_)
    for (Way& way : stream.ways) {
      if (!way.file) continue;
      const Span all{0, way.row.payload_bytes, SpanStatus::data, way.row.first_frame,
                     way.row.first_time_ns};
      const Status status = files_->close(*way.file, 0, {&all, 1}, way.row.first_time_ns);
      if (!status.ok()) return status;
    }
  if (Status flushed = files_->flush(); !flushed.ok()) return flushed;
  return files_->settle();
}

/// Sets what a row says of its file.
Status FollowedFolder::tell_file(FollowedRow& row) {
  row.file_bytes = files_->bytes_of_broken(*row.file).value_or(row.payload_bytes);
  if (row.file_bytes == 0) row.file.reset();
  if (!row.file || !options_.digests.any()) return kOk;
  auto digests = digests_of(options_.output + "/" + *row.file, options_.digests);
  if (!digests.ok()) return digests.error();
  row.digests = std::move(digests.value());
  return kOk;
}

Status FollowedFolder::complete() {
  if (Status closed = close_files(); !closed.ok()) return closed;
  std::vector<FollowedRow> rows;
  for (Stream& stream : streams_)
    for (Way& way : stream.ways) {
      if (!way.file) continue;
      if (Status told = tell_file(way.row); !told.ok()) return told;
      rows.push_back(way.row);
    }
  const std::span<const Field<FollowedRows>> fields = fields_;
  if (Status written = table_->write(fields, FollowedRows(rows)); !written.ok()) return written;
  return table_->close();
}

}  // namespace flowstat::streamdump
