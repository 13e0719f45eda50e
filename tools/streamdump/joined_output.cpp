#include "tools/streamdump/joined_output.h"

#include <unistd.h>

#include <algorithm>
#include <utility>

#include "core/columns/output_file.h"
#include "core/connections/tell_broken.h"
#include "core/stream/cut.h"
#include "tools/streamdump/file_naming.h"

namespace flowstat::streamdump {

namespace {

/// Files borrow so many turns at most, each some times kMostTurnBytes.
constexpr std::size_t kMostTexts = 4;

Bytes bytes_of(const std::string& text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

Speaker speaker_of(const Connection& connection, Direction direction) {
  const StreamName& name = connection.joined->name;
  if (direction == Direction::forward)
    return {connection.flow_id, name.src, name.dst, name.src_port, name.dst_port};
  return {connection.flow_id, name.dst, name.src, name.dst_port, name.src_port};
}

}  // namespace

Result<std::unique_ptr<JoinedOutput>> JoinedOutput::open(const Options& options, bool frames_stay) {
  auto naming = naming_of(options, options.join == Join::jsonl ? ".jsonl" : "");
  if (!naming.ok()) return naming.error();
  std::unique_ptr<JoinedOutput> output(
      new JoinedOutput(options, std::move(naming.value()), frames_stay));
  if (options.output == "-") {
    auto console = open_output("-", Overwrite::no);
    if (!console.ok()) return console.error();
    output->console_ = std::move(console.value());
    return output;
  }
  auto files = StreamFiles::open(
      {.folder = options.output, .overwrites = options.overwrites, .spared = options.inputs.files});
  if (!files.ok()) return files.error();
  output->files_ = std::move(files.value());
  return output;
}

JoinedOutput::JoinedOutput(const Options& options, Naming naming, bool frames_stay)
    : HoldingOutput(options, frames_stay),
      options_(options),
      naming_(std::move(naming)),
      style_(options.console) {
  style_.is_colored = style_.octets != ConsoleStyle::Octets::binary &&
                      cli::wants_color(options.color, STDOUT_FILENO);
}

Status JoinedOutput::take(const PacketAt& at, Connection& connection, Pieces& pieces) {
  const Way& way = connection.way(at.ref().direction);
  if (!connection.joined) {
    connection.joined = std::make_unique<JoinedFile>();
    connection.joined->name = stream_name_of(at, way, true);
  }
  now_ns_ = std::max(now_ns_, at.packet().time_ns);
  if (console_ && !frames_stay() && connection.joined->place == JoinedFile::kNoPlace) {
    connection.joined->place = waiting_.size();
    waiting_.push_back(&connection);
  }
  return HoldingOutput::take(at, connection, pieces);
}

/// Who looks at a console that is fed by a pipe wants to see what was said as soon as it was, and
/// what stands behind a hole not much later.
Status JoinedOutput::end_batch() {
  if (waiting_.empty()) return kOk;
  for (Connection* connection : std::exchange(waiting_, {})) {
    if (connection == nullptr) continue;
    connection->joined->place = JoinedFile::kNoPlace;
    if (const Status status = put_ready(*connection, Until::hope); !status.ok()) return status;
    if (connection->held_bytes() == 0) continue;
    connection->joined->place = waiting_.size();
    waiting_.push_back(connection);
  }
  return console_->flush();
}

void JoinedOutput::stop_waiting(Connection& connection) {
  std::size_t& place = connection.joined->place;
  if (place != JoinedFile::kNoPlace) waiting_[place] = nullptr;
  place = JoinedFile::kNoPlace;
}

Status JoinedOutput::end(Connection& connection, const StreamRowPair& rows) {
  if (!connection.joined) return kOk;
  stop_waiting(connection);
  std::array<Side, 2> sides;
  for (std::size_t i = 0; i < 2; ++i) sides[i] = take_rest(connection.ways[i], rows[i]);
  if (const Status status = put(connection, sides); !status.ok()) return status;
  return connection.joined->file == kNoFile ? kOk : close_file(connection, rows);
}

Status JoinedOutput::close_file(Connection& connection, const StreamRowPair& rows) {
  std::int64_t time_ns = INT64_MAX;
  for (StreamRow* row : rows) {
    if (row == nullptr) continue;
    row->file = connection.joined->path;
    const std::int64_t first = first_time_ns(row->spans);
    if (first != Frame::kNoTime) time_ns = std::min(time_ns, first);
  }
  Span all;
  all.bytes = connection.joined->bytes;
  return files_->close(connection.joined->file, 0, std::span(&all, 1),
                       time_ns == INT64_MAX ? Frame::kNoTime : time_ns);
}

Status JoinedOutput::complete(std::span<StreamRow> rows) {
  return files_ ? tell_broken(*files_, rows) : kOk;
}

Status JoinedOutput::relieve(Connection& connection, bool is_hard) {
  if (!connection.joined) return kOk;
  return put_ready(connection, is_hard ? Until::last : Until::hole);
}

Status JoinedOutput::put_ready(Connection& connection, Until until) {
  std::array<Side, 2> sides;
  for (std::size_t i = 0; i < 2; ++i) sides[i] = take_ready(connection.ways[i], until, now_ns_);
  return put(connection, sides);
}

Status JoinedOutput::put(Connection& connection, const std::array<Side, 2>& sides) {
  if (sides[0].spans.empty() && sides[1].spans.empty()) return kOk;
  return write(connection, conversation_of(sides));
}

Status JoinedOutput::write(Connection& connection, const std::vector<Turn>& turns) {
  for (const Turn& turn : turns) {
    const Status status = options_.join == Join::octets ? write_octets(connection, turn)
                                                        : write_text(connection, turn);
    if (!status.ok()) return status;
    if (texts_.size() < kMostTexts) continue;
    if (const Status let_go = let_go_of_texts(); !let_go.ok()) return let_go;
  }
  const bool is_borrowed = frames_stay() && options_.join == Join::octets;
  return is_borrowed ? kOk : let_go_of_texts();
}

/// Writes what files borrow.
Status JoinedOutput::let_go_of_texts() {
  const Status status = files_ ? files_->flush() : kOk;
  texts_.clear();
  return status;
}

Status JoinedOutput::write_octets(Connection& connection, const Turn& turn) {
  for (const Saying& saying : turn.sayings)
    if (const Status status = write_bytes(connection, saying.bytes); !status.ok()) return status;
  return kOk;
}

Status JoinedOutput::write_text(Connection& connection, const Turn& turn) {
  std::string& text = texts_.emplace_back();
  const Speaker speaker = speaker_of(connection, turn.direction);
  if (options_.join == Join::jsonl)
    append_json(turn, speaker, text);
  else
    append_console(turn, speaker, style_, text);
  return write_bytes(connection, bytes_of(text));
}

Status JoinedOutput::write_bytes(Connection& connection, Bytes bytes) {
  if (bytes.empty()) return kOk;
  if (console_) return console_->write(bytes);
  JoinedFile& joined = *connection.joined;
  if (joined.file == kNoFile) {
    joined.path = naming_.path_of(joined.name);
    joined.file = files_->add(joined.path);
  }
  const std::int64_t offset = joined.bytes;
  joined.bytes += static_cast<std::int64_t>(bytes.size());
  return files_->write(joined.file, offset, bytes);
}

Status JoinedOutput::finish() {
  return console_ ? console_->close() : files_->finish();
}

std::optional<std::string> JoinedOutput::tables_folder() const {
  return console_ ? std::nullopt : std::optional(options_.output);
}

}  // namespace flowstat::streamdump
