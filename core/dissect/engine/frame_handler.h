#pragma once

#include "core/base/result.h"
#include "core/dissect/engine/wireshark.h"

namespace flowstat::dissect {

/// What becomes of dissected frames, and what it needs of the dissection.
class FrameHandler {
 public:
  virtual ~FrameHandler() = default;

  virtual bool needs_tree() const { return false; }
  /// A tree with the text of every item, as printers want it.
  virtual bool needs_visible_tree() const { return false; }
  /// The columns of the packet list, to be filled; nullptr if nobody looks at them.
  virtual column_info* list() { return nullptr; }
  /// Records that are no packets too, such as journal entries.
  virtual bool takes_every_record() const { return false; }
  /// Taps are to be heard by those who listen.
  virtual bool listens() const { return false; }
  /// Asks for fields, before each frame.
  virtual void prime(epan_dissect_t*) {}

  /// The frame has to be dissected once more, with a tree, before it is taken.
  virtual bool wants_tree_of(epan_dissect_t*) { return false; }

  /// Takes a frame that the filter takes. `packet` is its number among the packets.
  virtual Status take(std::int64_t packet, const frame_data& frame, epan_dissect_t* edt) = 0;
  /// There are no more.
  virtual Status finish() { return kOk; }
};

}  // namespace flowstat::dissect
