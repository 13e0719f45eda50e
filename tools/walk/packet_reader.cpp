#include "tools/walk/packet_reader.h"

#include <new>

#include "core/base/thread.h"

namespace flowstat::walk {

Result<std::unique_ptr<PacketReader>> PacketReader::start(Source& source, Selection selection,
                                                          Reading reading) {
  std::unique_ptr<PacketReader> made(
      new PacketReader(source, std::move(selection), std::move(reading)));
  const bool may_wait = source.progress().total_bytes == 0;
  if (may_wait) return made;
  auto thread = start_thread([reader = made.get()] { reader->read_ahead(); });
  if (!thread.ok()) return thread.error();
  made->thread_ = std::move(thread.value());
  return made;
}

PacketReader::~PacketReader() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

ReadBatch& PacketReader::next() {
  if (!thread_.joinable()) {
    fill(at(0));
    return at(0);
  }
  {
    const std::lock_guard lock(mutex_);
    ++used_;
  }
  changed_.notify_all();
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return filled_ >= used_; });
  return at(used_ - 1);
}

void PacketReader::read_ahead() {
  for (std::size_t count = 0;; ++count) {
    {
      std::unique_lock lock(mutex_);
      // The batch that was filled kBatches ago is free once a later one is in use.
      changed_.wait(lock, [&] { return count < kBatches - 1 + used_ || is_stopping_; });
      if (is_stopping_) return;
    }
    ReadBatch& batch = at(count);
    fill(batch);
    if (reading_.hasher && is_ahead())
      make_keys((reading_.decodes_every ? batch.every : batch.wanted()).packets(), *reading_.hasher,
                batch.keys);
    {
      const std::lock_guard lock(mutex_);
      filled_ = count + 1;
    }
    changed_.notify_all();
    if (batch.frames.frames.empty()) return;
  }
}

/// True if there is a batch to take, so that nobody waits for the next.
bool PacketReader::is_ahead() {
  const std::lock_guard lock(mutex_);
  return filled_ > used_;
}

/// Nobody could catch what a thread throws, so want of memory ends the reading like any failure.
void PacketReader::fill(ReadBatch& batch) {
  try {
    batch.ended = read(batch);
  } catch (const std::bad_alloc&) {
    batch.ended = Error{"out of memory"};
  }
  if (!batch.ended.ok()) batch.frames.clear();
  batch.progress = source_.progress();
}

Status PacketReader::read(ReadBatch& batch) {
  batch.frames.clear();
  batch.rows.clear();
  batch.keys.clear();
  batch.is_choosy = selection_.is_choosy();
  if (selection_.is_over()) return kOk;
  if (const Status status = source_.read(batch.frames); !status.ok()) return status;
  const std::span<const Frame> frames = batch.frames.frames;
  if (reading_.decodes_every || !batch.is_choosy) batch.every.decode(frames);
  if (!batch.is_choosy) return kOk;
  if (const Status status = selection_.choose(frames, batch.rows); !status.ok()) return status;
  if (reading_.decodes_every) {
    batch.chosen.pick(batch.every, batch.rows);
    return kOk;
  }
  batch.chosen_frames.clear();
  for (const std::size_t row : batch.rows) batch.chosen_frames.push_back(frames[row]);
  batch.chosen.decode(batch.chosen_frames);
  return kOk;
}

}  // namespace flowstat::walk
