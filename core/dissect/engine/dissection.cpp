#include "core/dissect/engine/dissection.h"

#include <algorithm>
#include <vector>

#include "core/base/time.h"
#include "core/dissect/engine/shard.h"

namespace flowstat::dissect {

Dissection::Dissection(CaptureFile& file, dfilter_t* filter, const Part& part, Pulse& pulse,
                       FrameHandler& handler)
    : file_(file), filter_(filter), part_(part), pulse_(pulse), handler_(handler) {
  const bool is_visible = handler.needs_visible_tree();
  const bool has_tree = is_visible || filter != nullptr || handler.needs_tree();
  edt_ = epan_dissect_new(file.session(), has_tree, is_visible);
}

Dissection::~Dissection() {
  epan_dissect_free(edt_);
  if (tree_edt_ != nullptr) epan_dissect_free(tree_edt_);
}

Status Dissection::run(bool has_two_passes, std::int64_t most_records) {
  Status ended = has_two_passes ? run_twice(most_records) : run_once(most_records);
  pulse_.packet = 0;
  if (!ended.ok() && ended.error().cause != Cause::damaged) return ended;
  if (Status finished = handler_.finish(); !finished.ok()) return finished;
  return ended;
}

/// True if the record at hand is dissected here; counts packets.
bool Dissection::is_mine() {
  if (record_.header().rec_type == REC_TYPE_PACKET) ++packet_;
  // Records before the first packet are dissected where that is.
  if (std::max<std::int64_t>(packet_, 1) < part_.first_packet) return false;
  if (next_skipped_ < part_.skipped.size() && part_.skipped[next_skipped_] == packet_) {
    ++next_skipped_;
    return false;
  }
  if (part_.shards > 1 && shard_of(record_, part_.shards) != part_.shard) return false;
  pulse_.started_ns = monotonic_ns();
  pulse_.packet = packet_;
  return true;
}

/// True if the handler gets the record at hand, if the filter takes it.
bool Dissection::is_wanted() {
  if (packet_ <= part_.after_packet && part_.after_packet > 0) return false;
  return handler_.takes_every_record() || record_.header().rec_type == REC_TYPE_PACKET;
}

/// The reset after each frame forgets it.
void Dissection::prime(epan_dissect_t* edt) {
  prime_postdissectors(edt);
  if (filter_ != nullptr) epan_dissect_prime_with_dfilter(edt, filter_);
  handler_.prime(edt);
}

/// epan forgets the frame.
void Dissection::let_go(epan_dissect_t* edt) {
  epan_dissect_reset(edt);
  record_.take_back();
}

/// Dissects the record at hand, and hands it on.
Status Dissection::dissect(frame_data& frame) {
  prime(edt_);
  file_.begin(frame);
  record_.dissect(edt_, file_.file_type(), &frame, handler_.list(),
                  handler_.listens() ? Taps::yes : Taps::no);
  const bool is_shown = filter_ == nullptr || dfilter_apply_edt(filter_, edt_);
  const bool is_taken = is_shown && is_wanted();
  const bool wants_tree = is_taken && handler_.wants_tree_of(edt_);
  Status taken = is_taken && !wants_tree ? handler_.take(packet_, frame, edt_) : kOk;
  file_.end(frame, is_shown);
  let_go(edt_);
  return wants_tree ? dissect_again(frame) : taken;
}

/// To epan it is as if there were a second pass for this frame.
Status Dissection::dissect_again(frame_data& frame) {
  if (tree_edt_ == nullptr) tree_edt_ = epan_dissect_new(file_.session(), true, false);
  prime(tree_edt_);
  record_.dissect(tree_edt_, file_.file_type(), &frame, nullptr);
  Status taken = handler_.take(packet_, frame, tree_edt_);
  let_go(tree_edt_);
  return taken;
}

Status Dissection::run_once(std::int64_t most_records) {
  std::int64_t offset = 0;
  std::uint32_t number = 0;
  while (number < most_records && file_.read(record_, offset)) {
    ++number;
    pulse_.read_bytes = file_.read_bytes();
    if (packet_ >= part_.last_packet && record_.header().rec_type == REC_TYPE_PACKET) return kOk;
    Status taken = kOk;
    if (is_mine()) {
      frame_data frame;
      frame_data_init(&frame, number, &record_.header(), offset, file_.total_bytes());
      taken = dissect(frame);
      frame_data_destroy(&frame);
    }
    record_.reset();
    if (!taken.ok()) return taken;
  }
  pulse_.is_at_end = true;
  return file_.ended();
}

Status Dissection::run_twice(std::int64_t most_records) {
  std::int64_t offset = 0;
  std::uint32_t number = 0;
  while (number < most_records && file_.read(record_, offset)) {
    frame_data frame;
    frame_data_init(&frame, ++number, &record_.header(), offset, file_.total_bytes());
    const bool is_dissected = is_mine();
    if (is_dissected) {
      prime(edt_);
      file_.begin(frame);
      record_.dissect(edt_, file_.file_type(), &frame, nullptr);
    }
    file_.keep(frame);
    if (is_dissected) let_go(edt_);
    record_.reset();
    pulse_.read_bytes = file_.read_bytes() / 2;
  }
  const Status ended = file_.ended();
  const std::int64_t half_bytes = file_.read_bytes() / 2;
  file_.begin_second_pass();
  packet_ = 0;
  next_skipped_ = 0;
  for (std::uint32_t i = 1; i <= number; ++i) {
    frame_data& frame = *file_.kept(i);
    if (!file_.read_at(record_, frame.file_off)) return file_.ended();
    pulse_.read_bytes = half_bytes + half_bytes * i / number;
    Status taken = is_mine() ? dissect(frame) : kOk;
    record_.reset();
    if (!taken.ok()) return taken;
  }
  pulse_.is_at_end = true;
  return ended;
}

}  // namespace flowstat::dissect
