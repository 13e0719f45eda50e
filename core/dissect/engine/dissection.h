#pragma once

#include "core/dissect/dissector.h"
#include "core/dissect/engine/capture_file.h"
#include "core/dissect/engine/frame_handler.h"

namespace flowstat::dissect {

/// One or two ways through a capture: every frame goes through epan and, where the filter takes it
/// and the part wants it, to a handler.
class Dissection {
 public:
  /// All of these must outlive it; `filter` may be nullptr.
  Dissection(CaptureFile& file, dfilter_t* filter, const Part& part, Pulse& pulse,
             FrameHandler& handler);
  ~Dissection();
  Dissection(const Dissection&) = delete;
  Dissection& operator=(const Dissection&) = delete;

  /// With two passes the first shows the handler nothing. Needs for these: a file opened as random.
  /// Nothing behind `most_records` is read, so damage there is not met.
  Status run(bool has_two_passes, std::int64_t most_records = INT64_MAX);

 private:
  Status run_once(std::int64_t most_records);
  Status run_twice(std::int64_t most_records);
  bool is_mine();
  bool is_wanted();
  void prime(epan_dissect_t* edt);
  Status dissect(frame_data& frame);
  Status dissect_again(frame_data& frame);
  void let_go(epan_dissect_t* edt);

  CaptureFile& file_;
  dfilter_t* filter_;
  const Part& part_;
  Pulse& pulse_;
  FrameHandler& handler_;
  epan_dissect_t* edt_ = nullptr;
  epan_dissect_t* tree_edt_ = nullptr;  // of dissect_again(); nullptr until then
  Record record_;
  std::int64_t packet_ = 0;  // records that are packets, so far
  std::size_t next_skipped_ = 0;
};

}  // namespace flowstat::dissect
