#include "tools/flowdump/capture_output.h"

#include <unistd.h>

#include "core/columns/compress.h"
#include "core/columns/output_file.h"
#include "tools/cli/terminal.h"
#include "tools/walk/inputs.h"

namespace flowstat::flowdump {

Result<std::unique_ptr<CaptureOutput>> CaptureOutput::open(const Options& options,
                                                           const CapturePath& recorded) {
  const std::string& path = options.capture;
  if (walk::is_an_input(path, options.inputs))
    return Error{"will not write " + path + ": it is an input", Cause::usage};
  if (path == "-" && cli::is_terminal(STDOUT_FILENO))
    return Error{"will not write a capture, which is binary, to a terminal", Cause::usage};
  auto file = open_output(path, options.overwrites ? Overwrite::yes : Overwrite::no);
  if (!file.ok()) return file.error();
  auto sink = compress(std::move(file.value()), compression_of(path));
  if (!sink.ok()) return sink.error();
  std::unique_ptr<CaptureOutput> made(new CaptureOutput());
  made->sink_ = std::move(sink.value());
  auto copy = RecordCopy::open(
      recorded, [to = made->sink_.get()](Bytes octets) { return to->write(octets); });
  if (!copy.ok()) return copy.error();
  made->copy_ = std::move(copy.value());
  return made;
}

Status CaptureOutput::take(const walk::ReadBatch& batch) {
  const std::span<const Frame> frames = batch.frames.frames;
  const std::size_t count = batch.is_choosy ? batch.rows.size() : frames.size();
  for (std::size_t i = 0; i < count; ++i) {
    const Frame& frame = frames[batch.is_choosy ? batch.rows[i] : i];
    if (Status copied = copy_->copy(frame.number); !copied.ok()) return copied;
  }
  packets_ += static_cast<std::int64_t>(count);
  return kOk;
}

Status CaptureOutput::finish() {
  const Status finished = copy_->finish();
  // Where the input breaks off is for who reads its packets to tell.
  if (!finished.ok() && finished.error().cause != Cause::damaged) return finished;
  return sink_->close();
}

}  // namespace flowstat::flowdump
