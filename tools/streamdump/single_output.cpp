#include "tools/streamdump/single_output.h"

#include <algorithm>

namespace flowstat::streamdump {

namespace {

Error too_many(const std::string& count) {
  return {count +
              " streams have data, and standard output takes one; choose it by --stream N and "
              "--direction forward or backward",
          Cause::usage};
}

}  // namespace

Result<std::unique_ptr<SingleOutput>> SingleOutput::open(const Options& options, bool frames_stay) {
  std::unique_ptr<SingleOutput> output(new SingleOutput(options.streams.min_bytes > 0));
  const Status made = output->make_folder(options, frames_stay);
  if (!made.ok()) return made.error();
  return output;
}

Status SingleOutput::take(const PacketAt& at, Connection& connection, Pieces& pieces) {
  const Way& way = connection.way(at.ref().direction);
  if (!takes_any_ && !way.has_file()) {
    // Octets behind a FIN are none of the stream.
    const bool has_data = std::ranges::any_of(way.spans(), &Span::is_in_file);
    if (has_data && ++streams_ > 1) return too_many("two or more");
  }
  return ScratchOutput::take(at, connection, pieces);
}

Status SingleOutput::end(Connection& connection, const StreamRowPair& rows) {
  const Status status = ScratchOutput::end(connection, rows);
  for (const StreamRow* row : rows)
    if (row != nullptr && row->file) written_.push_back(*row->file);
  return status;
}

Status SingleOutput::finish() {
  if (const Status status = files().finish(); !status.ok()) return status;
  if (written_.size() == 1) return copy_to_stdout(folder() + "/" + written_.front());
  if (written_.empty()) return Error{"no such stream has any data", Cause::usage};
  return too_many(std::to_string(written_.size()));
}

}  // namespace flowstat::streamdump
