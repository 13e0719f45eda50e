#pragma once

#include <span>
#include <vector>

#include "core/flow/tuple.h"

namespace flowstat {

/// The keys of a batch of packets, one for one, made once for all tables that look them up.
class Keys {
 public:
  /// Valid until the next call. A packet without IP has a key that nothing looks up.
  std::span<const Key> take(std::span<const Packet> packets) {
    keys_.resize(packets.size());
    for (std::size_t i = 0; i < packets.size(); ++i)
      if (packets[i].has_ip()) keys_[i] = key_of(packets[i], hasher_);
    return keys_;
  }

  /// What take() gave last.
  std::span<const Key> last() const { return keys_; }

  const TupleHasher& hasher() const { return hasher_; }

 private:
  TupleHasher hasher_;
  std::vector<Key> keys_;
};

}  // namespace flowstat
