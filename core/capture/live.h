#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "core/capture/source.h"

namespace flowstat {

/// What to capture, and until when.
struct LiveOptions {
  std::string interface;          ///< As the system calls it; "any" is all of them.
  std::string filter;             ///< BPF; "" takes every frame.
  std::function<bool()> is_over;  ///< Asked some ten times a second; true ends the capture.
};

/// An interface that frames are captured on. They are numbered from 1 and have no place in a file.
///
/// It ends when it is over, once all has been given that came before. Reading waits until a frame
/// comes or it is over; a signal that the program handles has the latter asked at once.
class LiveSource : public Source {
 public:
  /// Frames that came but could not be kept: the buffer was full, or the interface's own. On the
  /// loopback interface each counts twice, as it goes out and comes in.
  virtual std::int64_t dropped_frames() const = 0;
};

/// Starts to capture. Errors: interface, if there is none of that name, it is down, or this user
/// may not; filter, with libpcap's words. Reading it, damaged: the interface has gone away.
Result<std::unique_ptr<LiveSource>> open_live(LiveOptions options);

}  // namespace flowstat
