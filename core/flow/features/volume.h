#pragma once

#include <array>

#include "core/flow/feature.h"

namespace flowstat {

/// How much a flow carried, in all and each way. Four lengths; see docs/design.md.
struct Volume {
  struct Way {
    std::int64_t packets;
    std::int64_t wire_bytes;
    std::int64_t ip_bytes;
    std::int64_t payload_bytes;
  };
  struct State {
    std::array<Way, 2> ways;  ///< By Direction.
    const Way& forward() const { return ways[0]; }
    const Way& backward() const { return ways[1]; }
  };
  static constexpr std::string_view kName = "volume";
  static constexpr MergeOrder kMergeOrder = MergeOrder::any;

  static void update(const Packet& packet, Direction direction, State& state) {
    Way& way = state.ways[static_cast<std::size_t>(direction)];
    ++way.packets;
    way.wire_bytes += packet.wire_bytes;
    way.ip_bytes += packet.ip_bytes;
    way.payload_bytes += packet.payload_bytes;
  }

  static void merge(State& into, const State& other) {
    for (std::size_t i = 0; i < into.ways.size(); ++i) {
      into.ways[i].packets += other.ways[i].packets;
      into.ways[i].wire_bytes += other.ways[i].wire_bytes;
      into.ways[i].ip_bytes += other.ways[i].ip_bytes;
      into.ways[i].payload_bytes += other.ways[i].payload_bytes;
    }
  }

  /// One quantity's field, over both directions or one of them.
  template <auto Quantity>
  static constexpr Field<FeatureRows> both(std::string_view name, Unit unit,
                                           std::string_view about) {
    return feature_field<State>(
        {.name = name, .unit = unit, .about = about},
        [](const State& state) { return state.forward().*Quantity + state.backward().*Quantity; });
  }
  template <auto Quantity>
  static constexpr Field<FeatureRows> forward(std::string_view name, Unit unit,
                                              std::string_view about) {
    return feature_field<State>({.name = name, .unit = unit, .about = about},
                                [](const State& state) { return state.forward().*Quantity; });
  }
  template <auto Quantity>
  static constexpr Field<FeatureRows> backward(std::string_view name, Unit unit,
                                               std::string_view about) {
    return feature_field<State>({.name = name, .unit = unit, .about = about},
                                [](const State& state) { return state.backward().*Quantity; });
  }

  static const std::array<Field<FeatureRows>, 12> kFields;
};

inline constexpr std::array<Field<FeatureRows>, 12> Volume::kFields{
    both<&Way::packets>("packets", Unit::packets, "Packets. IPFIX packetTotalCount (86)."),
    forward<&Way::packets>("forward_packets", Unit::packets, "Packets from the initiator."),
    backward<&Way::packets>("backward_packets", Unit::packets, "Packets to the initiator."),
    both<&Way::wire_bytes>("wire_bytes", Unit::bytes, "Octets on the wire, link headers included."),
    forward<&Way::wire_bytes>("forward_wire_bytes", Unit::bytes,
                              "Octets on the wire from the initiator, link headers included."),
    backward<&Way::wire_bytes>("backward_wire_bytes", Unit::bytes,
                               "Octets on the wire to the initiator, link headers included."),
    both<&Way::ip_bytes>("ip_bytes", Unit::bytes,
                         "IP total lengths added up. IPFIX octetTotalCount (85)."),
    forward<&Way::ip_bytes>("forward_ip_bytes", Unit::bytes,
                            "IP total lengths from the initiator added up."),
    backward<&Way::ip_bytes>("backward_ip_bytes", Unit::bytes,
                             "IP total lengths to the initiator added up."),
    both<&Way::payload_bytes>(
        "payload_bytes", Unit::bytes,
        "Octets of TCP, UDP or SCTP payload as sent, retransmissions included."),
    forward<&Way::payload_bytes>("forward_payload_bytes", Unit::bytes,
                                 "Octets of payload as sent from the initiator."),
    backward<&Way::payload_bytes>("backward_payload_bytes", Unit::bytes,
                                  "Octets of payload as sent to the initiator."),
};
static_assert(well_formed(Volume::kFields));

}  // namespace flowstat
