#include "core/dissect/engine/shard.h"

#include "core/dissect/engine/link_type.h"
#include "core/packet/decode.h"
#include "core/packet/outermost.h"

namespace flowstat::dissect {

namespace {

std::uint64_t sum_of(const IpAddress& address) {
  std::uint64_t sum = 0;
  for (const std::uint8_t octet : address.octets) sum = (sum ^ octet) * 0x100000001b3;
  return sum;
}

}  // namespace

std::uint32_t shard_of(Record& record, std::uint32_t shards) {
  if (record.header().rec_type != REC_TYPE_PACKET) return 0;
  const wtap_packet_header& header = record.header().rec_header.packet_header;
  Frame frame;
  frame.bytes = Bytes(record.octets(), header.caplen);
  frame.wire_bytes = header.len;
  frame.link_type = link_type_of_encapsulation(header.pkt_encap);
  static PodArray<Layer> layers;
  layers.clear();
  const Packet packet = decode_frame(frame, layers);
  const Packet outer = outermost_packet({frame, packet, layers.view()});
  const std::uint64_t both = sum_of(outer.src) + sum_of(outer.dst);
  return static_cast<std::uint32_t>((both ^ both >> 29) % shards);
}

}  // namespace flowstat::dissect
