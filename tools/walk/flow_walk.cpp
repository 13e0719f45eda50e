#include "tools/walk/flow_walk.h"

namespace flowstat::walk {

void FlowWalk::take(const ReadBatch& batch) {
  packets_ = &batch.wanted();
  std::span<const Key> keys;
  if (asked_.stream_numbers) {  // Wireshark numbers every frame of a file
    keys = keys_.take(batch.every.packets());
    numbers_ = streams_.take(batch.every, keys, keys_.hasher());
  }
  if (batch.is_choosy && asked_.stream_numbers) {
    chosen_numbers_.clear();
    for (const std::size_t row : batch.rows) chosen_numbers_.push_back(numbers_[row]);
    numbers_ = chosen_numbers_;
  }
  if (!asked_.flows) return;
  const bool has_keys = asked_.stream_numbers && !batch.is_choosy;
  refs_ =
      flows_.take(packets_->packets(), has_keys ? keys : keys_.take(packets_->packets()), numbers_);
}

}  // namespace flowstat::walk
