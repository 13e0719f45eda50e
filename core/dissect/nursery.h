#pragma once

#include <sys/types.h>

#include <functional>
#include <memory>
#include <string>

#include "core/base/descriptor.h"
#include "core/base/result.h"
#include "core/dissect/dissector.h"
#include "core/dissect/message.h"

namespace flowstat::dissect {

/// What a worker does, in its own process.
using Job = std::function<Status(const Part& part, Pulse& pulse, MessageWriter& to)>;

/// A process that dissects.
struct Worker {
  Descriptor pipe;  ///< For a MessageReader; reading does not block.
  pid_t process = -1;
};

/// A process in which Wireshark is set up, and from which workers are forked whenever one is
/// wanted: the program itself has threads by then, from which forking is not safe. When the program
/// ends, nursery and workers do too.
class Nursery {
 public:
  /// Forks the nursery, so no thread may run yet. Workers do `job`; `slots` of them may live at a
  /// time. Error: file, if the system gives no process.
  static Result<std::unique_ptr<Nursery>> start(const Job& job, std::uint32_t slots);
  ~Nursery();
  Nursery(const Nursery&) = delete;
  Nursery& operator=(const Nursery&) = delete;

  /// A new worker for `part`. Error: file, if the system gives no process.
  Result<Worker> bear(std::uint32_t slot, const Part& part);
  /// Ends a worker, if it has not ended, and says of what it died: "signal 11 (Segmentation
  /// fault)".
  std::string bury(Worker& worker);

  Pulse& pulse(std::uint32_t slot) const { return pulses_[slot]; }

 private:
  Nursery() = default;

  Descriptor socket_;
  pid_t process_ = -1;
  Pulse* pulses_ = nullptr;  // shared memory
  std::uint32_t slots_ = 0;
};

}  // namespace flowstat::dissect
