#include "tools/streamdump/packed_output.h"

#include <algorithm>

#include "tools/streamdump/sidecar.h"
#include "tools/streamdump/tables.h"

namespace flowstat::streamdump {

namespace {

/// Rows go into a batch when there are so many, or so many octets in them; and a batch to the
/// sink. Large enough for the system to write well, small enough for three of them to be nothing.
constexpr std::size_t kRows = 1024;
constexpr std::int64_t kRowBytes = 1 << 20;
constexpr std::size_t kBatchOctets = 4 << 20;

using Segments = std::vector<HeldSegment>;

/// Those from `segment` on that have octets of [begin, end). Moves `segment` to the first of them.
std::span<const HeldSegment> covering(Segments::const_iterator& segment,
                                      Segments::const_iterator last, std::int64_t begin,
                                      std::int64_t end) {
  while (segment != last && segment->end() <= begin) ++segment;
  auto behind = segment;
  while (behind != last && behind->offset < end) ++behind;
  return {segment, behind};
}

}  // namespace

Result<std::unique_ptr<PackedOutput>> PackedOutput::open(const Options& options,
                                                         const std::string& arguments,
                                                         bool frames_stay) {
  const auto name = format_of(options.output);
  if (!name.ok()) return name.error();
  TableSchema schema = schema_of(kPayloadsTable, packed_fields());
  auto sink =
      open_table(open_output(options.output, options.overwrites ? Overwrite::yes : Overwrite::no),
                 schema, *name.value().format, options, arguments);
  if (!sink.ok()) return sink.error();
  auto started = BackgroundSink::start(std::move(sink.value()), schema.columns);
  if (!started.ok()) return started.error();
  std::unique_ptr<PackedOutput> output(new PackedOutput(options, frames_stay));
  output->sink_ = std::move(started.value());
  output->batch_ = output->sink_->take_empty();
  return output;
}

Status PackedOutput::end(Connection& connection, const StreamRowPair& rows) {
  for (std::size_t i = 0; i < 2; ++i) {
    Side side = take_rest(connection.ways[i], rows[i]);
    const Status status = put(connection.flow_id, static_cast<Direction>(i), std::move(side));
    if (!status.ok()) return status;
  }
  return kOk;
}

Status PackedOutput::relieve(Connection& connection, bool is_hard) {
  for (const Direction direction : {Direction::forward, Direction::backward}) {
    Side side = take_ready(connection.way(direction), is_hard ? Until::last : Until::hole);
    const Status status = put(connection.flow_id, direction, std::move(side));
    if (!status.ok()) return status;
  }
  return kOk;
}

Status PackedOutput::put(std::int64_t flow_id, Direction direction, Side side) {
  if (side.spans.empty()) return kOk;
  bool is_large = false;
  sides_.push_back(std::move(side));
  auto segment = sides_.back().segments.cbegin();
  const auto last = sides_.back().segments.cend();
  for (const Span& span : sides_.back().spans) {
    const std::int64_t most = span.is_in_file() ? kMostTurnBytes : span.bytes;
    for (std::int64_t at = span.offset; at < span.end(); at += most) {
      PackedRow& row = rows_.emplace_back();
      row.flow_id = flow_id;
      row.direction = direction;
      row.span = span;
      row.span.offset = at;
      row.span.bytes = std::min(most, span.end() - at);
      if (!span.is_in_file()) continue;
      row.segments = covering(segment, last, at, row.span.end());
      row_bytes_ += row.span.bytes;
      if (row_bytes_ < kRowBytes) continue;
      is_large = true;
      if (const Status status = fill_batch(); !status.ok()) return status;
    }
  }
  return is_large || rows_.size() >= kRows ? fill() : kOk;
}

/// Puts the rows into the batch, and hands it on when it is large.
Status PackedOutput::fill_batch() {
  add_rows<PackedRows>(packed_fields(), rows_, batch_);
  rows_.clear();
  row_bytes_ = 0;
  if (batch_.used_bytes() < kBatchOctets) return kOk;
  const Status status = sink_->give(std::move(batch_));
  batch_ = sink_->take_empty();
  return status;
}

Status PackedOutput::fill() {
  const Status status = fill_batch();
  sides_.clear();
  return status;
}

Status PackedOutput::finish() {
  if (const Status status = fill(); !status.ok()) return status;
  if (const Status status = sink_->give(std::move(batch_)); !status.ok()) return status;
  return sink_->close();
}

}  // namespace flowstat::streamdump
