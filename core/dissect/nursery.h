#pragma once

#include <sys/types.h>

#include <memory>
#include <string>

#include "core/base/descriptor.h"
#include "core/base/result.h"
#include "core/dissect/dissector.h"

namespace flowstat::dissect {

/// A process that dissects.
struct Worker {
  Descriptor pipe;  ///< What a RowSender sends; reading does not block.
  pid_t process = -1;
};

/// A process in which Wireshark is set up, and from which workers are forked whenever one is
/// wanted: the program itself has threads by then, from which forking is not safe. When the program
/// ends, nursery and workers do too.
class Nursery {
 public:
  /// Forks the nursery, so no thread may run yet. Workers dissect the capture at `path`; `slots` of
  /// them may live at a time. Error: file, if the system gives no process.
  static Result<std::unique_ptr<Nursery>> start(Dissector& dissector, const std::string& path,
                                                std::uint32_t slots);
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
