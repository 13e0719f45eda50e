#include "core/columns/background_sink.h"

#include <new>

#include "core/base/thread.h"

namespace flowstat {

BackgroundSink::BackgroundSink(std::unique_ptr<Sink> sink, std::vector<ColumnSpec> columns,
                               std::size_t batches)
    : sink_(std::move(sink)), columns_(std::move(columns)), unmade_(batches) {}

Result<std::unique_ptr<BackgroundSink>> BackgroundSink::start(std::unique_ptr<Sink> sink,
                                                              std::vector<ColumnSpec> columns,
                                                              std::size_t batches) {
  std::unique_ptr<BackgroundSink> made(
      new BackgroundSink(std::move(sink), std::move(columns), batches));
  auto thread = start_thread([sink = made.get()] { sink->run(); });
  if (!thread.ok()) return thread.error();
  made->thread_ = std::move(thread.value());
  return made;
}

BackgroundSink::~BackgroundSink() {
  {
    const std::lock_guard lock(mutex_);
    tasks_.clear();
  }
  stop();
}

Batch BackgroundSink::take_empty() {
  std::unique_lock lock(mutex_);
  if (empties_.empty() && unmade_ > 0) {
    --unmade_;
    return make_batch(columns_);
  }
  changed_.wait(lock, [&] { return !empties_.empty(); });
  Batch batch = std::move(empties_.back());
  empties_.pop_back();
  return batch;
}

Status BackgroundSink::give(Batch batch) {
  return push(Task(std::move(batch)));
}

Status BackgroundSink::flush() {
  return push(std::nullopt);
}

Status BackgroundSink::close() {
  stop();
  if (!status_.ok()) return status_;
  return sink_->close();
}

Status BackgroundSink::push(Task task) {
  const std::lock_guard lock(mutex_);
  tasks_.push_back(std::move(task));
  changed_.notify_all();
  return status_;
}

void BackgroundSink::stop() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
    changed_.notify_all();
  }
  if (thread_.joinable()) thread_.join();
}

/// Nobody could catch what a thread throws, and an abort would leave half an output behind.
Status BackgroundSink::carry_out(const Task& task) {
  try {
    return task ? sink_->write(*task) : sink_->flush();
  } catch (const std::bad_alloc&) {
    return Error{"out of memory"};
  }
}

void BackgroundSink::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [&] { return !tasks_.empty() || is_stopping_; });
    if (tasks_.empty()) return;
    Task task = std::move(tasks_.front());
    tasks_.pop_front();
    // After a failure the batches still come back, so that the caller never waits for one.
    if (status_.ok()) {
      lock.unlock();
      Status done = carry_out(task);
      lock.lock();
      status_ = std::move(done);
    }
    if (!task) continue;
    task->clear();
    empties_.push_back(std::move(*task));
    changed_.notify_all();
  }
}

}  // namespace flowstat
