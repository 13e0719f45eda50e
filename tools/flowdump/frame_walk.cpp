#include "tools/flowdump/frame_walk.h"

namespace flowstat::flowdump {

FrameWalk::FrameWalk(const Asked& asked, StreamRule rule, Selection selection)
    : asked_(asked), selection_(std::move(selection)), streams_(rule), flows_(asked.features) {}

Status FrameWalk::take(const FrameBatch& frames) {
  if (selection_.is_choosy()) {
    if (const Status status = choose(frames.frames); !status.ok()) return status;
  } else {
    every_.decode(frames.frames);
    number(every_);
  }
  if (!asked_.flows) return kOk;
  // number() has made the keys of what it numbered, which usually is what is taken.
  const bool has_keys = asked_.stream_numbers && taken_ == &every_;
  const auto keys = has_keys ? keys_.last() : keys_.take(taken_->packets());
  refs_ = flows_.take(taken_->packets(), keys, numbers_);
  return kOk;
}

Status FrameWalk::choose(std::span<const Frame> frames) {
  chosen_rows_.clear();
  const Status status = selection_.choose(frames, chosen_rows_);
  if (!status.ok()) return status;
  taken_ = &chosen_;
  if (!asked_.stream_numbers) {
    chosen_frames_.clear();
    for (const std::size_t row : chosen_rows_) chosen_frames_.push_back(frames[row]);
    chosen_.decode(chosen_frames_);
    return kOk;
  }
  every_.decode(frames);  // Wireshark numbers every frame of a file
  number(every_);
  chosen_.pick(every_, chosen_rows_);
  chosen_numbers_.clear();
  for (const std::size_t row : chosen_rows_) chosen_numbers_.push_back(numbers_[row]);
  numbers_ = chosen_numbers_;
  return kOk;
}

void FrameWalk::number(const PacketBatch& packets) {
  if (!asked_.stream_numbers) return;
  numbers_ = streams_.take(packets, keys_.take(packets.packets()), keys_.hasher());
}

}  // namespace flowstat::flowdump
