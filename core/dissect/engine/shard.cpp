#include "core/dissect/engine/shard.h"

#include <map>

#include "core/packet/decode.h"
#include "core/packet/outermost.h"
#include "core/packet/walk.h"

namespace flowstat::dissect {

namespace {

std::uint64_t sum_of(const IpAddress& address) {
  std::uint64_t sum = 0;
  for (const std::uint8_t octet : address.octets) sum = (sum ^ octet) * 0x100000001b3;
  return sum;
}

/// Wireshark tells link types by numbers of its own, and only how to come to them.
std::map<int, std::uint16_t> make_link_types() {
  std::map<int, std::uint16_t> by_encapsulation;
  constexpr std::uint16_t kEnd = 512;
  for (std::uint16_t link_type = 0; link_type < kEnd; ++link_type)
    if (protocol_of_link_type(link_type) != Protocol::none)
      by_encapsulation.emplace(wtap_pcap_encap_to_wtap_encap(link_type), link_type);
  return by_encapsulation;
}

}  // namespace

std::uint32_t shard_of(Record& record, std::uint32_t shards) {
  if (record.header().rec_type != REC_TYPE_PACKET) return 0;
  const wtap_packet_header& header = record.header().rec_header.packet_header;
  static const std::map<int, std::uint16_t> kLinkTypes = make_link_types();
  const auto link_type = kLinkTypes.find(header.pkt_encap);
  if (link_type == kLinkTypes.end()) return 0;
  Frame frame;
  frame.bytes = Bytes(record.octets(), header.caplen);
  frame.wire_bytes = header.len;
  frame.link_type = link_type->second;
  static PodArray<Layer> layers;
  layers.clear();
  const Packet packet = decode_frame(frame, layers);
  const Packet outer = outermost_packet({frame, packet, layers.view()});
  const std::uint64_t both = sum_of(outer.src) + sum_of(outer.dst);
  return static_cast<std::uint32_t>((both ^ both >> 29) % shards);
}

}  // namespace flowstat::dissect
