#include "tools/walk/flow_walk.h"

namespace flowstat::walk {

namespace {

/// Sets `to` to these `rows` of `all`.
template <class Each>
std::span<const Each> pick(std::span<const Each> all, std::span<const std::size_t> rows,
                           std::vector<Each>& to) {
  to.clear();
  for (const std::size_t row : rows) to.push_back(all[row]);
  return to;
}

}  // namespace

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
    if (batch.is_choosy) {
      keys = pick(keys, batch.rows, chosen_keys_);
      numbers_ = pick(numbers_, batch.rows, chosen_numbers_);
    }
  } else if (asked_.flows) {
    keys = keys_of(batch, *packets_);
  }
  if (asked_.flows) refs_ = flows_.take(packets_->packets(), keys, numbers_);
}

}  // namespace flowstat::walk
