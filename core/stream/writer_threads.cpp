#include "core/stream/writer_threads.h"

#include <algorithm>
#include <utility>

#include "core/base/thread.h"

namespace flowstat {

namespace {

/// Needs: there is one.
std::unique_ptr<WriterBatch> first_of(std::deque<std::unique_ptr<WriterBatch>>& batches) {
  auto batch = std::move(batches.front());
  batches.pop_front();
  return batch;
}

}  // namespace

void WriterThreads::start(std::vector<StreamFolder> folders) {
  folders_ = std::move(folders);
  for (StreamFolder& folder : folders_) {
    auto thread = start_thread([this, &folder] { work(folder); });
    if (!thread.ok()) return;
    threads_.push_back(std::move(thread.value()));
  }
}

std::unique_ptr<WriterBatch> WriterThreads::exchange(std::unique_ptr<WriterBatch> batch) {
  if (!is_running()) return batch;
  std::unique_ptr<WriterBatch> given;
  {
    const std::lock_guard lock(mutex_);
    if (done_.empty() && under_way_ >= kMostBatches) return batch;
    if (!done_.empty()) given = first_of(done_);
    waiting_.push_back(std::move(batch));
    ++under_way_;
  }
  is_waiting_.notify_one();
  return given ? std::move(given) : std::make_unique<WriterBatch>();
}

std::unique_ptr<WriterBatch> WriterThreads::take_back() {
  std::unique_lock lock(mutex_);
  is_done_.wait(lock, [&] { return !done_.empty() || under_way_ == 0; });
  return done_.empty() ? nullptr : first_of(done_);
}

void WriterThreads::stop() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  is_waiting_.notify_all();
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
  has_changed_folder_ |= std::ranges::any_of(folders_, &StreamFolder::has_changed);
  folders_.clear();
  while (!waiting_.empty()) put_back(first_of(waiting_));
}

void WriterThreads::work(StreamFolder& folder) {
  while (auto batch = next()) {
    for (WriterJob& job : batch->jobs()) {
      if (is_stopping_) break;
      job.write_in(folder);
      // Who has to make do with fewer descriptors does the job, and has these.
      if (job.error == WriterJob::kNotBegun) folder.close_kept();
    }
    put_back(std::move(batch));
  }
}

/// Waits; nullptr: the thread is to end.
std::unique_ptr<WriterBatch> WriterThreads::next() {
  std::unique_lock lock(mutex_);
  is_waiting_.wait(lock, [&] { return !waiting_.empty() || is_stopping_; });
  return is_stopping_ ? nullptr : first_of(waiting_);
}

void WriterThreads::put_back(std::unique_ptr<WriterBatch> batch) {
  {
    const std::lock_guard lock(mutex_);
    done_.push_back(std::move(batch));
    --under_way_;
  }
  is_done_.notify_one();
}

}  // namespace flowstat
