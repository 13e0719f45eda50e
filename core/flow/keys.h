#pragma once

#include <span>
#include <vector>

#include "core/flow/tuple.h"

namespace flowstat {

/// Sets `keys` to those of `packets`, one for one. A packet without IP has a key that nothing looks
/// up.
inline void make_keys(std::span<const Packet> packets, const TupleHasher& hasher,
                      std::vector<Key>& keys) {
  keys.resize(packets.size());
  for (std::size_t i = 0; i < packets.size(); ++i)
    if (packets[i].has_ip()) keys[i] = key_of(packets[i], hasher);
}

/// The keys of a batch of packets, one for one, made once for all tables that look them up.
class Keys {
 public:
  /// Valid until the next call.
  std::span<const Key> take(std::span<const Packet> packets) {
    make_keys(packets, hasher_, keys_);
    return keys_;
  }

  const TupleHasher& hasher() const { return hasher_; }

 private:
  TupleHasher hasher_;
  std::vector<Key> keys_;
};

}  // namespace flowstat
