#include "tools/walk/flow_walk.h"

namespace flowstat::walk {

/// The keys that came with the batch, or new ones.
std::span<const Key> FlowWalk::keys_of(const ReadBatch& batch, const PacketBatch& packets) {
  return batch.keys.empty() ? keys_.take(packets.packets()) : std::span(batch.keys);
}

void FlowWalk::take(const ReadBatch& batch) {
  packets_ = &batch.wanted();
  std::span<const Key> keys;
  if (asked_.stream_numbers) {  // Wireshark numbers every frame of a file
    keys = keys_of(batch, batch.every);
    numbers_ = streams_.take(batch.every, keys, keys_.hasher());
  }
  if (batch.is_choosy && asked_.stream_numbers) {
    chosen_numbers_.clear();
    for (const std::size_t row : batch.rows) chosen_numbers_.push_back(numbers_[row]);
    numbers_ = chosen_numbers_;
  }
  if (!asked_.flows) return;
  if (!asked_.stream_numbers)
    keys = keys_of(batch, *packets_);
  else if (batch.is_choosy)
    keys = keys_.take(packets_->packets());
  refs_ = flows_.take(packets_->packets(), keys, numbers_);
}

}  // namespace flowstat::walk
