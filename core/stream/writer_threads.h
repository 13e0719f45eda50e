#pragma once

#include <array>
#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

#include "core/stream/stream_folder.h"
#include "core/stream/writer_job.h"

namespace flowstat {

/// Jobs on their way to a thread and back: so many that handing them over costs little.
class WriterBatch {
 public:
  WriterJob& add() { return jobs_[count_++]; }
  void clear() { count_ = 0; }
  bool is_full() const { return count_ == jobs_.size(); }
  std::span<WriterJob> jobs() { return {jobs_.data(), count_}; }

 private:
  std::array<WriterJob, 32> jobs_;
  std::size_t count_ = 0;
};

/// Threads that do jobs, as far as the system gives any. A few batches circle between them and
/// their owner, who does a batch himself when all are under way: nobody waits for anybody.
class WriterThreads {
 public:
  WriterThreads() = default;
  WriterThreads(const WriterThreads&) = delete;
  WriterThreads& operator=(const WriterThreads&) = delete;
  ~WriterThreads() { stop(); }

  /// Starts a thread for each of these. To be called once.
  void start(std::vector<StreamFolder> folders);
  bool is_running() const { return !threads_.empty(); }

  /// Takes a batch and gives one that is done, or a new one. The batch is given back as it is if
  /// there are no threads, or all batches are under way.
  std::unique_ptr<WriterBatch> exchange(std::unique_ptr<WriterBatch> batch);

  /// A batch that is done; waits for it. nullptr: there are no more.
  std::unique_ptr<WriterBatch> take_back();

  /// Ends the threads, and closes what they have open. Jobs that were not begun stay so, in
  /// batches to be taken back.
  void stop();

  /// True if the threads changed anything in the folder. Needs: they do not run.
  bool has_changed_folder() const { return has_changed_folder_; }

 private:
  /// Those under way: each thread has one in hand and some that wait.
  static constexpr std::size_t kMostBatches = 8;

  void work(StreamFolder& folder);
  std::unique_ptr<WriterBatch> next();
  void put_back(std::unique_ptr<WriterBatch> batch);

  std::vector<StreamFolder> folders_;  // one for each thread
  std::vector<std::thread> threads_;
  bool has_changed_folder_ = false;
  std::atomic<bool> is_stopping_ = false;  // is set under the mutex

  std::mutex mutex_;  // of all below
  std::condition_variable is_waiting_;
  std::condition_variable is_done_;
  std::deque<std::unique_ptr<WriterBatch>> waiting_;
  std::deque<std::unique_ptr<WriterBatch>> done_;
  std::size_t under_way_ = 0;  // waiting, or in a thread's hands
};

}  // namespace flowstat
