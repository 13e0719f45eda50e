#include "core/flow/packet_flow_fields.h"

#include "core/flow/features.h"

namespace flowstat {

namespace {

template <class Get>
constexpr PacketFlowField of_flow(const Feature* feature, const FieldInfo& info, Get get) {
  return {field<PacketsInFlows>(info, get), Asks::flows, feature};
}

template <class Get>
constexpr PacketFlowField of_stream(const FieldInfo& info, Get get) {
  return {field<PacketsInFlows>(info, get), Asks::stream_numbers, nullptr};
}

/// From the flow's first packet to this one; absent where either has no time.
std::optional<DurationNs> since_first(const PacketInFlow& p) {
  if (p.origin == nullptr || !p.packet.has_time() || p.origin->time_ns == Frame::kNoTime)
    return std::nullopt;
  return TimeNs{p.packet.time_ns} - TimeNs{p.origin->time_ns};
}

std::optional<DurationNs> gap(const PacketInFlow& p, std::int64_t PacketPlace::*which) {
  if (p.place == nullptr || p.place->*which == PacketPlace::kNoGap) return std::nullopt;
  return DurationNs{p.place->*which};
}

// clang-format off
constexpr PacketFlowField kFields[] = {
    of_stream({.name = "tcp_stream", .wireshark = "tcp.stream",
               .about = "Wireshark's number of the TCP stream, by the rule of --stream-rule."},
              [](const PacketInFlow& p) { return StreamNumber::known(p.number.tcp); }),
    of_stream({.name = "udp_stream", .wireshark = "udp.stream",
               .about = "Number of the UDP four-tuple, as Wireshark 4.6 counts."},
              [](const PacketInFlow& p) { return StreamNumber::known(p.number.udp); }),
    of_flow(nullptr, kFlowIdInfo,
            [](const PacketInFlow& p) { return Packet::optional_if(p.flow.is_known(), p.flow.id); }),
    of_flow(&kFlowUid, kFlowUidInfo,
            [](const PacketInFlow& p) {
              return Packet::optional_if(p.uid != nullptr, Hash{p.uid == nullptr ? 0 : p.uid->uid});
            }),
    of_flow(&kCommunityId, kFlowHashInfo,
            [](const PacketInFlow& p) -> std::optional<Hash> {
              if (p.community_id == nullptr) return std::nullopt;
              return first_63_bits(p.community_id->digest);
            }),
    of_flow(&kCommunityId, kCommunityIdInfo,
            [](const PacketInFlow& p) -> std::optional<CommunityIdText> {
              if (p.community_id == nullptr) return std::nullopt;
              return community_id_text(p.community_id->digest);
            }),
    of_flow(nullptr,
            {.name = "direction",
             .about = "forward from the flow's initiator (a SYN's sender, else who spoke first), "
                      "backward to it."},
            [](const PacketInFlow& p) { return Packet::optional_if(p.flow.is_known(), p.flow.direction); }),
    of_flow(nullptr,
            {.name = "flow_packet",
             .about = "Number of the packet in its flow, from 1."},
            [](const PacketInFlow& p) { return Packet::optional_if(p.flow.is_known(), p.flow.packet); }),
    of_flow(&kPlace,
            {.name = "packet_in_direction",
             .about = "Number of the packet among those of its flow and direction, from 1."},
            [](const PacketInFlow& p) {
              return Packet::optional_if(p.place != nullptr, p.place == nullptr ? 0 : p.place->in_direction);
            }),
    of_flow(&kOrigin,
            {.name = "time_since_first", .values = Values::scattered, .wireshark = "tcp.time_relative, udp.time_relative",
             .about = "Time since the flow's first packet; negative where the capture is out of order."},
            [](const PacketInFlow& p) { return since_first(p); }),
    of_flow(&kPlace,
            {.name = "iat", .values = Values::scattered, .wireshark = "tcp.time_delta, udp.time_delta",
             .about = "Time since the flow's packet before; negative where the capture is out of order."},
            [](const PacketInFlow& p) { return gap(p, &PacketPlace::gap_ns); }),
    of_flow(&kPlace,
            {.name = "iat_in_direction", .values = Values::scattered,
             .about = "Time since the packet before of the same flow and direction."},
            [](const PacketInFlow& p) { return gap(p, &PacketPlace::gap_in_direction_ns); }),
};
// clang-format on

}  // namespace

PacketsInFlows::PacketsInFlows(std::span<const Packet> packets, std::span<const FlowRef> refs,
                               std::span<const StreamNumber> numbers,
                               std::span<const PacketPlace> places, const StateLayout& layout,
                               const std::byte* first_record, std::size_t bytes)
    : packets_(packets),
      refs_(refs),
      numbers_(numbers),
      places_(places),
      community_ids_(layout.states(kCommunityId, first_record, bytes)),
      uids_(layout.states(kFlowUid, first_record, bytes)),
      md5s_(layout.states(kMd5Hash, first_record, bytes)),
      origins_(layout.states(kOrigin, first_record, bytes)) {}

std::span<const PacketFlowField> packet_flow_fields() {
  return kFields;
}

constexpr PacketFlowField kMd5HashOfPacket =
    of_flow(&kMd5Hash, kMd5HashInfo, [](const PacketInFlow& p) -> std::optional<std::string_view> {
      if (p.md5 == nullptr) return std::nullopt;
      return std::string_view(p.md5->digits.data(), p.md5->digits.size());
    });

}  // namespace flowstat
