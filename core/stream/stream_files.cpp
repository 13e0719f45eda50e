#include "core/stream/stream_files.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "core/base/frame.h"
#include "core/stream/file_octets.h"
#include "core/stream/file_time.h"

namespace flowstat {

namespace {

/// A capture that begins amid a connection may have a few early octets out of order: for so many
/// of them a file is moved up by just what they need, so that close() need not move it down again.
/// More of them get as much room as the file has octets, so that they cost no more in all than
/// they are.
constexpr std::uint8_t kExactShifts = 4;

}  // namespace

Result<std::unique_ptr<StreamFiles>> StreamFiles::open(const Options& options) {
  const WriterShares shares = writer_shares(options.most_open);
  auto folder = StreamFolder::open(options.folder, options.overwrites, shares.folders);
  if (!folder.ok()) return folder.error();
  return std::unique_ptr<StreamFiles>(new StreamFiles(std::move(folder.value()), options, shares));
}

StreamFiles::StreamFiles(StreamFolder folder, const Options& options, const WriterShares& shares)
    : folder_(std::move(folder)),
      holes_(options.holes),
      shares_(shares),
      open_(shares.files),
      batch_(std::make_unique<WriterBatch>()) {}

StreamFiles::~StreamFiles() {
  writers_.stop();
  const bool has_changed = folder_.has_changed() || writers_.has_changed_folder();
  if (!is_finished_ && !has_changed) folder_.take_back_mark();
}

StreamFiles::File StreamFiles::add(std::string path) {
  static_assert(sizeof(Entry) <= 64);
  entries_.emplace_back().path = std::move(path);
  return static_cast<File>(entries_.size() - 1);
}

Status StreamFiles::write(File file, std::int64_t offset, Bytes bytes) {
  if (bytes.empty()) return kOk;
  Entry& entry = entries_[file];
  if (entry.queue == SegmentQueues::kNone) entry.queue = queues_.add(file);
  queues_.push(entry.queue, offset, bytes);
  return queues_.queue(entry.queue).is_due() ? write_queue(entry) : kOk;
}

Status StreamFiles::read_back(File file, std::int64_t offset, std::span<std::uint8_t> to) {
  Entry& entry = entries_[file];
  const std::int64_t end = offset + static_cast<std::int64_t>(to.size());
  if (const auto* queued =
          has_segments(entry) ? queues_.last_at(entry.queue, offset, end) : nullptr) {
    if (queued->offset <= offset && queued->end() >= end) {
      std::memcpy(to.data(), queued->bytes.data() + (offset - queued->offset), to.size());
      return kOk;
    }
    if (Status written = write_queue(entry); !written.ok()) return written;
  }
  const Result<int> fd = descriptor(entry);
  if (!fd.ok()) return fd.error();
  const int error = read_at(fd.value(), to, offset - entry.shift);
  return error == 0 ? kOk : Status(folder_.failed("read", entry.path, error));
}

Status StreamFiles::flush() {
  Status written = write_all();
  if (!written.ok()) writers_.stop();  // they borrow
  return written;
}

Status StreamFiles::write_all() {
  for (SegmentQueues::Id i = 0; i < queues_.size(); ++i) {
    if (queues_.queue(i).file == SegmentQueues::kNone) continue;
    Entry& entry = entries_[queues_.queue(i).file];
    if (Status written = write_queue(entry); !written.ok()) return written;
    entry.queue = SegmentQueues::kNone;
  }
  queues_.reset();
  return settle_all();
}

Status StreamFiles::close(File file, std::int64_t base, std::span<const Span> spans,
                          std::int64_t time_ns) {
  Entry& entry = entries_[file];
  Layout layout = layout_of(spans, holes_);
  Status status = kOk;
  if (layout.bytes() > 0 && !entry.is_created)
    return write_whole(entry, base, std::move(layout), time_ns);
  if (layout.bytes() > 0) {
    status = write_queue(entry);
    layout.begin_at(base - entry.shift);
    if (status.ok()) status = lay_out(entry, layout);
    if (status.ok() && time_ns != Frame::kNoTime) status = set_time(entry, time_ns);
  } else if (entry.is_created) {
    status = done(entry.path, -folder_.remove(entry.path));
  }
  return status.ok() ? forget(entry) : status;
}

Status StreamFiles::finish() {
  if (Status flushed = flush(); !flushed.ok()) return flushed;
  writers_.stop();
  while (!open_.empty())
    if (Status closed = close_oldest(); !closed.ok()) return closed;
  is_finished_ = true;
  return folder_.unmark();
}

bool StreamFiles::has_segments(const Entry& entry) const {
  return entry.queue != SegmentQueues::kNone && !queues_.queue(entry.queue).empty();
}

Status StreamFiles::write_queue(Entry& entry) {
  if (!has_segments(entry)) return kOk;
  const std::int64_t lowest = queues_.queue(entry.queue).lowest;
  return write_from(entry, std::min<std::int64_t>(lowest, 0));
}

/// Leaves a file that is not made yet to a thread, and keeps nothing of it.
Status StreamFiles::write_whole(Entry& entry, std::int64_t base, Layout layout,
                                std::int64_t time_ns) {
  queues_.cut(entry.queue, base);
  WriterJob& job = batch_->add();
  job.reset(std::move(entry.path));
  job.time_ns = time_ns;
  for (std::uint32_t next = queues_.queue(entry.queue).first; next != SegmentQueues::kNone;) {
    const SegmentQueues::Run run = queues_.run_from(next);
    job.add(run, base);
    next = run.next;
  }
  job.lay_out(std::move(layout));
  if (Status forgotten = forget(entry); !forgotten.ok()) return forgotten;
  if (!batch_->is_full()) return kOk;
  start_writers();
  batch_ = writers_.exchange(std::move(batch_));
  return settle(*batch_);
}

void StreamFiles::start_writers() {
  if (has_started_) return;
  has_started_ = true;
  std::vector<StreamFolder> folders;
  while (folders.size() < shares_.threads) {
    auto folder = folder_.again(shares_.folders);
    if (!folder.ok()) break;
    folders.push_back(std::move(folder.value()));
  }
  writers_.start(std::move(folders));
}

/// Does what no thread has begun, says what went wrong with any, and empties the batch.
Status StreamFiles::settle(WriterBatch& batch) {
  for (WriterJob& job : batch.jobs()) {
    if (job.error == WriterJob::kNotBegun) {
      const Result<int> fd = open_file(job.path, true);
      if (!fd.ok()) return fd.error();
      job.write_to(fd.value());
    }
    if (Status written = done(job.path, job.error); !written.ok()) return written;
  }
  batch.clear();
  return kOk;
}

Status StreamFiles::settle_all() {
  if (Status settled = settle(*batch_); !settled.ok()) return settled;
  while (const auto batch = writers_.take_back())
    if (Status settled = settle(*batch); !settled.ok()) return settled;
  return kOk;
}

/// Writes what is queued; the file begins with offset `begin` if there is none yet, and what lies
/// before that is cut off.
Status StreamFiles::write_from(Entry& entry, std::int64_t begin) {
  if (!entry.is_created) {
    queues_.cut(entry.queue, begin);
    entry.shift = entry.end = begin;
  }
  const Result<int> fd = descriptor(entry);
  if (!fd.ok()) return fd.error();
  const SegmentQueues::Queue& queue = queues_.queue(entry.queue);
  if (queue.lowest < entry.shift)
    if (const int error = make_room(entry, fd.value(), queue.lowest))
      return done(entry.path, error);
  for (std::uint32_t next = queue.first; next != SegmentQueues::kNone;) {
    const SegmentQueues::Run run = queues_.run_from(next);
    if (const int error = write_at(fd.value(), run.pieces, run.offset - entry.shift))
      return done(entry.path, error);
    entry.end = std::max(entry.end, run.end);
    next = run.next;
  }
  queues_.clear(entry.queue);
  return kOk;
}

/// Moves the file up, so that offset `lowest` is in it; 0 or the system's error number.
int StreamFiles::make_room(Entry& entry, int fd, std::int64_t lowest) {
  const bool is_exact = entry.shifts < kExactShifts;
  if (is_exact) ++entry.shifts;
  const std::int64_t shift = is_exact ? lowest : lowest - (entry.end - lowest);
  Layout layout;
  if (const int error = layout_of_data(fd, entry.file_bytes(), entry.shift - shift, layout))
    return error;
  if (const int error = rearrange(fd, entry.file_bytes(), layout)) return error;
  entry.shift = shift;
  return 0;
}

Status StreamFiles::lay_out(Entry& entry, const Layout& layout) {
  if (layout.stays(entry.file_bytes())) return kOk;
  const Result<int> fd = descriptor(entry);
  if (!fd.ok()) return fd.error();
  return done(entry.path, rearrange(fd.value(), entry.file_bytes(), layout));
}

Status StreamFiles::set_time(const Entry& entry, std::int64_t time_ns) {
  if (entry.slot == OpenFiles::kNone)
    return done(entry.path, folder_.set_time(entry.path, time_ns));
  const int fd = open_.fd(entry.slot);
  return done(entry.path, ::futimens(fd, file_times(time_ns).data()) == 0 ? 0 : errno);
}

/// Closes the file, and keeps nothing of it.
Status StreamFiles::forget(Entry& entry) {
  if (entry.queue != SegmentQueues::kNone) {
    queues_.clear(entry.queue);
    queues_.leave(entry.queue);
  }
  Status closed = entry.slot == OpenFiles::kNone ? kOk : close_descriptor(entry);
  entry = {};
  return closed;
}

/// The open file; makes it if it is new.
Result<int> StreamFiles::descriptor(Entry& entry) {
  if (entry.slot != OpenFiles::kNone) return open_.use(entry.slot);
  const Result<int> fd = open_file(entry.path, !entry.is_created);
  if (!fd.ok()) return fd;
  const auto file = static_cast<File>(&entry - entries_.data());
  entry.is_created = true;
  entry.slot = open_.add(file, fd.value());
  return fd;
}

/// Opens or makes a file, at the expense of others.
Result<int> StreamFiles::open_file(const std::string& path, bool is_new) {
  bool is_last_try = false;
  for (;;) {
    while (open_.is_full())
      if (Status closed = close_oldest(); !closed.ok()) return closed.error();
    const int fd = is_new ? folder_.create(path) : folder_.reopen(path);
    if (fd >= 0) return fd;
    if (!is_out_of_descriptors(-fd) || is_last_try) return folder_.failed("write", path, -fd);
    is_last_try = !spare_descriptors();
  }
}

/// Gives up some of those that are open; false if no others are left.
bool StreamFiles::spare_descriptors() {
  if (!open_.empty()) {
    open_.lower_most();
    return true;
  }
  folder_.close_kept();
  const bool is_running = writers_.is_running();
  writers_.stop();
  return is_running;
}

Status StreamFiles::close_descriptor(Entry& entry) {
  const OpenFiles::Slot slot = std::exchange(entry.slot, OpenFiles::kNone);
  return done(entry.path, open_.close(slot));
}

Status StreamFiles::close_oldest() {
  return close_descriptor(entries_[open_.file_of(open_.oldest())]);
}

Status StreamFiles::done(const std::string& path, int error) const {
  return error == 0 ? kOk : Status(folder_.failed("write", path, error));
}

}  // namespace flowstat
