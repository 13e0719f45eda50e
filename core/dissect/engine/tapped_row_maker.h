#pragma once

#include "core/dissect/engine/row_maker.h"
#include "core/dissect/engine/tap_listeners.h"

namespace flowstat::dissect {

/// Makes a row of each frame out of what taps tell, which spares the tree. A frame of which they do
/// not tell all is dissected again, with one.
class TappedRowMaker : public RowMaker {
 public:
  /// True if taps, and the frames themselves, tell all that is asked.
  static bool can_make(const Question& question);

  /// All of these must outlive it. Needs: can_make(question).
  TappedRowMaker(const Question& question, const std::vector<FieldColumn>& columns, Pulse& pulse,
                 RowTaker& to);

  /// Error: unsupported.
  Status listen();

  bool needs_tree() const override { return false; }
  bool listens() const override { return true; }
  void prime(epan_dissect_t* edt) override;
  bool wants_tree_of(epan_dissect_t* edt) override;
  Status take(std::int64_t packet, const frame_data& frame, epan_dissect_t* edt) override;

 private:
  TapListeners taps_;
  std::vector<const TapField*> fields_;  // by column; nullptr where the frame itself tells
};

}  // namespace flowstat::dissect
