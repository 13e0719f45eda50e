#pragma once

#include <span>
#include <vector>

#include "core/flow/streams/tcp_streams.h"
#include "core/flow/streams/udp_streams.h"
#include "core/packet/decode.h"

namespace flowstat {

/// Wireshark's stream numbers for batches of packets. Every frame of a capture must come by, also
/// those that a filter drops later, or the numbers are not Wireshark's.
class StreamNumbers {
 public:
  explicit StreamNumbers(StreamRule rule) : rule_(rule), tcp_(rule) {}

  /// One number a packet; `keys` are those of the packets, by `hasher`. Valid until the next call.
  std::span<const StreamNumber> take(const PacketBatch& batch, std::span<const Key> keys,
                                     const TupleHasher& hasher);

 private:
  StreamNumber number(const PacketRow& row, const Key& key, const TupleHasher& hasher);
  StreamNumber number_each_layer(const PacketRow& row, const TupleHasher& hasher);
  StreamNumber number_tcp(const Packet& packet, const Layer& layer, const Key& key,
                          const TupleHasher& hasher);
  std::uint32_t number_udp(const Packet& packet, const Key& key);

  StreamRule rule_;
  TcpStreams tcp_;
  UdpStreams udp_;
  std::vector<StreamNumber> numbers_;
};

}  // namespace flowstat
