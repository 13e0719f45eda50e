#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "core/base/result.h"
#include "core/columns/sink.h"

namespace flowstat {

/// Runs a Sink in a thread of its own, behind a short queue of whole batches, which come back empty
/// to be filled again. Rows arrive in the order in which they were given.
///
/// Used by one thread: take_empty(), fill, give(), and so on; close() at the end. A failure of the
/// sink shows in the next give(), flush() or close(). Without close() the output is abandoned.
class BackgroundSink {
 public:
  /// `columns` are those of the schema that `sink` was opened with. No more than `batches` exist at
  /// a time. Error: the system gives no thread.
  static Result<std::unique_ptr<BackgroundSink>> start(std::unique_ptr<Sink> sink,
                                                       std::vector<ColumnSpec> columns,
                                                       std::size_t batches = 3);
  ~BackgroundSink();

  /// An empty batch of the schema; waits until one is free.
  Batch take_empty();
  /// Hands a batch from take_empty() to the sink. Error: what the sink failed with before.
  Status give(Batch batch);
  /// Asks that what was given be let through; does not wait for it.
  Status flush();
  /// Waits until all is written, and closes the sink.
  Status close();

 private:
  /// Work for the thread: rows to write, or a flush where there is no batch.
  using Task = std::optional<Batch>;

  BackgroundSink(std::unique_ptr<Sink> sink, std::vector<ColumnSpec> columns, std::size_t batches);
  void run();
  Status carry_out(const Task& task);
  Status push(Task task);
  void stop();

  std::unique_ptr<Sink> sink_;  // the thread's until stop()
  std::vector<ColumnSpec> columns_;
  std::size_t unmade_;  // batches that may still be made; the caller's alone

  std::mutex mutex_;  // of all below
  std::condition_variable changed_;
  std::deque<Task> tasks_;
  std::vector<Batch> empties_;
  Status status_ = kOk;
  bool is_stopping_ = false;
  std::thread thread_;
};

}  // namespace flowstat
