#pragma once

#include "core/base/frame.h"
#include "plugin/frame_walk.h"

namespace flowstat::plugin {

/// Who is given every frame of a capture, in order, once.
class FrameTaker {
 public:
  virtual ~FrameTaker() = default;

  /// A capture begins, or begins again.
  virtual void begin(const FlowRules& rules) = 0;
  /// Takes its next frame, which borrows from Wireshark.
  virtual void take(const Frame& frame) = 0;
};

}  // namespace flowstat::plugin
