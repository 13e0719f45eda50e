#include "core/flow/streams/stream_numbers.h"

#include <algorithm>

#include "core/packet/tcp.h"

namespace flowstat {

namespace {

/// Octets of a TCP header below which Wireshark's dissector gives up before it numbers.
std::size_t least_tcp_bytes(StreamRule rule) {
  return rule == StreamRule::v4_6 ? 15 : 16;
}

bool is_numbered(const Layer& layer) {
  return layer.protocol == Protocol::tcp || layer.protocol == Protocol::udp;
}

}  // namespace

std::span<const StreamNumber> StreamNumbers::take(const PacketBatch& batch,
                                                  std::span<const Key> keys,
                                                  const TupleHasher& hasher) {
  numbers_.clear();
  for (std::size_t i = 0; i < batch.size(); ++i) {
    tcp_.look_ahead(keys, i);
    numbers_.push_back(number(batch[i], keys[i], hasher));
  }
  return numbers_;
}

StreamNumber StreamNumbers::number(const PacketRow& row, const Key& key,
                                   const TupleHasher& hasher) {
  const auto count = std::ranges::count_if(row.layers, is_numbered);
  if (count == 0) return {};
  const Layer& last = row.layers.back();
  // The usual frame has one such header, its last, and the packet and its key are made of it.
  if (count > 1 || last.in_error || !is_numbered(last)) return number_each_layer(row, hasher);
  if (last.protocol == Protocol::tcp) return number_tcp(row.packet, last, key, hasher);
  return {.udp = number_udp(row.packet, key)};
}

StreamNumber StreamNumbers::number_each_layer(const PacketRow& row, const TupleHasher& hasher) {
  StreamNumber innermost;
  for (std::size_t i = 0; i < row.layers.size(); ++i) {
    const Layer& layer = row.layers[i];
    if (is_ip(layer.protocol) && !layer.in_error) innermost = {};  // what carries it is a tunnel
    if (!is_numbered(layer)) continue;
    Packet packet = packet_at(row.frame, row.layers, i);
    packet.frame_number = row.frame.number;
    const Key key = key_of(packet, hasher);
    const StreamNumber number = layer.protocol == Protocol::tcp
                                    ? number_tcp(packet, layer, key, hasher)
                                    : StreamNumber{.udp = number_udp(packet, key)};
    if (!layer.in_error) innermost = number;
  }
  return innermost;
}

StreamNumber StreamNumbers::number_tcp(const Packet& packet, const Layer& layer, const Key& key,
                                       const TupleHasher& hasher) {
  if (layer.header_bytes < least_tcp_bytes(rule_)) return {};
  return tcp_.number({packet, key, layer.in_error}, hasher);
}

std::uint32_t StreamNumbers::number_udp(const Packet& packet, const Key& key) {
  return packet.transport == Protocol::udp ? udp_.number(key) : StreamNumber::kNone;
}

}  // namespace flowstat
