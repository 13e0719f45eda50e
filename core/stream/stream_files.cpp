#include "core/stream/stream_files.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "core/base/frame.h"
#include "core/stream/cut.h"
#include "core/stream/file_octets.h"
#include "core/stream/file_time.h"

namespace flowstat {

namespace {

/// A capture that begins amid a connection may have a few early octets out of order: for so many
/// of them a file is moved up by just what they need, so that close() need not move it down again.
/// More of them get as much room as the file has octets, so that they cost no more in all than
/// they are.
constexpr std::uint8_t kExactShifts = 4;

/// True for what is wrong with the run, not with one of its files.
bool is_refusal(int error) {
  return error == EEXIST || error == -StreamFolder::kBadName || error == -StreamFolder::kSpared;
}

}  // namespace

Result<std::unique_ptr<StreamFiles>> StreamFiles::open(const Options& options) {
  const WriterShares shares = writer_shares(options.most_open);
  auto folder =
      StreamFolder::open(options.folder, options.overwrites, shares.folders, options.spared);
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
  if (!is_finished_ && !has_changed && !broken_.has_errors()) folder_.take_back_mark();
}

StreamFiles::File StreamFiles::add(std::string path) {
  static_assert(sizeof(Entry) <= 64);
  entries_.emplace_back().path = std::move(path);
  return static_cast<File>(entries_.size() - 1);
}

Status StreamFiles::write(File file, std::int64_t offset, Bytes bytes) {
  if (bytes.empty()) return kOk;
  Entry& entry = entries_[file];
  if (entry.is_broken) {
    broken_.break_from(file, offset);
    return kOk;
  }
  if (entry.queue == SegmentQueues::kNone) entry.queue = queues_.add(file);
  queues_.push(entry.queue, offset, bytes);
  return queues_.queue(entry.queue).is_due() ? write_queue(entry) : kOk;
}

Result<bool> StreamFiles::read_back(File file, std::int64_t offset, std::span<std::uint8_t> to) {
  Entry& entry = entries_[file];
  const std::int64_t end = offset + static_cast<std::int64_t>(to.size());
  if (const auto* queued =
          has_segments(entry) ? queues_.last_at(entry.queue, offset, end) : nullptr) {
    if (queued->offset <= offset && queued->end() >= end) {
      std::memcpy(to.data(), queued->bytes.data() + (offset - queued->offset), to.size());
      return true;
    }
    if (Status written = write_queue(entry); !written.ok()) return written.error();
  }
  if (entry.is_broken) return false;
  const int fd = descriptor(entry);
  if (fd < 0) {
    if (Status broken = failed(entry, offset, -fd); !broken.ok()) return broken.error();
    return false;
  }
  if (const int error = read_at(fd, to, offset - entry.shift))
    return folder_.failed("read", entry.path, error);
  return true;
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
  return settle();
}

Status StreamFiles::close(File file, std::int64_t base, std::span<const Span> spans,
                          std::int64_t time_ns) {
  Entry& entry = entries_[file];
  Layout layout = layout_of(spans, holes_);
  if (layout.bytes() > 0 && !entry.is_broken) {
    if (!entry.is_created) return write_whole(entry, base, std::move(layout), time_ns);
    if (Status written = write_queue(entry); !written.ok()) return written;
  }
  if (entry.is_broken) layout = layout_of(within(spans, 0, broken_.end_of(file) - base), holes_);
  if (entry.is_created) {
    layout.begin_at(base - entry.shift);
    complete(entry, layout, time_ns);
  }
  if (entry.is_broken) broken_.close(file, entry.path, entry.is_created ? layout.bytes() : 0);
  forget(entry);
  return kOk;
}

/// Brings a file into its final shape; sets `layout` to none if that fails.
void StreamFiles::complete(Entry& entry, Layout& layout, std::int64_t time_ns) {
  if (layout.bytes() > 0) {
    if (const int error = lay_out(entry, layout)) {
      break_from(entry, kFromStart, error);
      layout = {};
    } else if (time_ns != Frame::kNoTime) {
      note(entry.path, set_time(entry, time_ns));
    }
  }
  if (entry.slot != OpenFiles::kNone && close_descriptor(entry) != 0) layout = {};
  if (layout.bytes() == 0) note(entry.path, -folder_.remove(entry.path));
}

Status StreamFiles::settle() {
  if (Status settled = settle(*batch_); !settled.ok()) return settled;
  while (const auto batch = writers_.take_back())
    if (Status settled = settle(*batch); !settled.ok()) return settled;
  return kOk;
}

Status StreamFiles::remove(const std::string& path) {
  const int error = -folder_.remove(path);
  return error == 0 || error == ENOENT ? kOk : Status(folder_.failed("remove", path, error));
}

Status StreamFiles::finish() {
  if (Status flushed = flush(); !flushed.ok()) return flushed;
  writers_.stop();
  while (!open_.empty()) close_oldest();
  if (broken_.has_errors()) return broken_.error();
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
  forget(entry);
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

/// Does what no thread has begun, notes what went wrong with any, and empties the batch.
Status StreamFiles::settle(WriterBatch& batch) {
  for (WriterJob& job : batch.jobs()) {
    if (job.error == WriterJob::kNotBegun) {
      const int fd = open_file(job.path, true);
      if (fd >= 0)
        job.write_to(fd);
      else
        job.error = -fd;
    }
    note(job.path, job.time_error);
    if (job.error == 0) continue;
    if (is_refusal(job.error)) return folder_.failed("write", job.path, job.error);
    if (job.is_made) folder_.remove(job.path);
    broken_.close(job.path, 0);
    note(job.path, job.error);
  }
  batch.clear();
  return kOk;
}

/// Writes what is queued; the file begins with offset `begin` if there is none yet, and what lies
/// before that is cut off.
Status StreamFiles::write_from(Entry& entry, std::int64_t begin) {
  if (!entry.is_created) {
    queues_.cut(entry.queue, begin);
    entry.shift = entry.end = begin;
  }
  const SegmentQueues::Queue& queue = queues_.queue(entry.queue);
  const int fd = descriptor(entry);
  if (fd < 0) return failed(entry, queue.lowest, -fd);
  if (queue.lowest < entry.shift)
    if (const int error = make_room(entry, fd, queue.lowest))
      return failed(entry, kFromStart, error);
  for (std::uint32_t next = queue.first; next != SegmentQueues::kNone;) {
    const SegmentQueues::Run run = queues_.run_from(next);
    entry.end = std::max(entry.end, run.end);  // also where not all of it comes to be written
    if (const int error = write_at(fd, run.pieces, run.offset - entry.shift))
      return failed(entry, queue.lowest, error);
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

/// 0 or the system's error number, as the next.
int StreamFiles::lay_out(Entry& entry, const Layout& layout) {
  if (layout.stays(entry.file_bytes())) return 0;
  const int fd = descriptor(entry);
  return fd < 0 ? -fd : rearrange(fd, entry.file_bytes(), layout);
}

int StreamFiles::set_time(const Entry& entry, std::int64_t time_ns) {
  if (entry.slot == OpenFiles::kNone) return -folder_.set_time(entry.path, time_ns);
  const int fd = open_.fd(entry.slot);
  return ::futimens(fd, file_times(time_ns).data()) == 0 ? 0 : errno;
}

/// Closes the file, and keeps nothing of it.
void StreamFiles::forget(Entry& entry) {
  if (entry.queue != SegmentQueues::kNone) {
    queues_.clear(entry.queue);
    queues_.leave(entry.queue);
  }
  if (entry.slot != OpenFiles::kNone) close_descriptor(entry);
  entry = {};
}

/// The open file; makes it if it is new. Below 0 it is the system's error number, as the next.
int StreamFiles::descriptor(Entry& entry) {
  if (entry.slot != OpenFiles::kNone) return open_.use(entry.slot);
  const int fd = open_file(entry.path, !entry.is_created);
  if (fd < 0) return fd;
  entry.is_created = true;
  entry.slot = open_.add(file_of(entry), fd);
  return fd;
}

/// Opens or makes a file, at the expense of others.
int StreamFiles::open_file(const std::string& path, bool is_new) {
  bool is_last_try = false;
  for (;;) {
    while (open_.is_full()) close_oldest();
    const int fd = is_new ? folder_.create(path) : folder_.reopen(path);
    if (fd >= 0 || !is_out_of_descriptors(-fd) || is_last_try) return fd;
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

/// Gives the system's error number. Network file systems report a full disk here, and which octets
/// are there nobody knows.
int StreamFiles::close_descriptor(Entry& entry) {
  const int error = open_.close(std::exchange(entry.slot, OpenFiles::kNone));
  if (error != 0) break_from(entry, kFromStart, error);
  return error;
}

/// What is left of a file that cannot be written from `from` on. Error: a refusal.
Status StreamFiles::failed(Entry& entry, std::int64_t from, int error) {
  if (is_refusal(error)) return folder_.failed("write", entry.path, error);
  break_from(entry, from, error);
  return kOk;
}

void StreamFiles::break_from(Entry& entry, std::int64_t from, int error) {
  if (has_segments(entry)) {
    from = std::min(from, queues_.queue(entry.queue).lowest);
    queues_.clear(entry.queue);
  }
  if (!entry.is_broken) note(entry.path, error);
  entry.is_broken = true;
  broken_.break_from(file_of(entry), from);
}

/// Notes what went wrong with a file, unless it is 0.
void StreamFiles::note(const std::string& path, int error) {
  if (error != 0) broken_.note(folder_.failed("write", path, error));
}

}  // namespace flowstat
