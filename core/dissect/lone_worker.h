#pragma once

#include <functional>
#include <memory>

#include "core/dissect/nursery.h"

namespace flowstat::dissect {

/// One worker that goes through a whole capture, and its messages. It is not replaced when it dies:
/// what it knew of streams is gone with it.
class LoneWorker {
 public:
  /// Begins. No thread may run yet. Error: file, if the system gives no process.
  static Result<std::unique_ptr<LoneWorker>> start(const Job& job);
  ~LoneWorker();

  /// Waits for the next message; false if there are no more. `wait` is called several times a
  /// second while it takes; it may give an error, which ends the waiting. Errors: those of the job;
  /// file, if the worker died, which names the frame.
  Result<bool> next(const std::function<Status()>& wait);
  MessageKind kind() const { return reader_.kind(); }
  /// Good until the next call of next().
  Bytes octets() const { return reader_.octets(); }

  /// It ended before it was done.
  bool has_died() const { return has_died_; }
  const Pulse& pulse() const { return nursery_->pulse(0); }

 private:
  explicit LoneWorker(std::unique_ptr<Nursery> nursery) : nursery_(std::move(nursery)) {}
  Error obituary();

  std::unique_ptr<Nursery> nursery_;
  Worker worker_;
  MessageReader reader_;
  bool has_died_ = false;
};

}  // namespace flowstat::dissect
