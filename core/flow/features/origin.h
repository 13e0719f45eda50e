#pragma once

#include <array>
#include <optional>

#include "core/flow/feature.h"

namespace flowstat {

/// What a flow's first packet says beside its tuple.
struct Origin {
  struct State {
    std::int64_t time_ns;  ///< Frame::kNoTime if it has none.
    StreamNumber number;
    std::uint16_t vlan_id;
    bool has_vlan;
  };
  static constexpr std::string_view kName = "origin";
  static constexpr MergeOrder kMergeOrder = MergeOrder::in_time;

  static void init(const FlowStart& start, State& state) {
    state = {start.packet.time_ns, start.number, start.packet.vlan_id, start.packet.has_vlan};
  }
  static void merge(State&, const State&) {}

  static constexpr std::array kFields{
      feature_field<State>(
          {.name = "vlan_id",
           .wireshark = "vlan.id",
           .about = "VLAN of the outermost tag of the flow's first packet."},
          [](const State& state) { return Packet::optional_if(state.has_vlan, state.vlan_id); }),
      feature_field<State>(
          {.name = "tcp_stream",
           .wireshark = "tcp.stream",
           .about = "Wireshark's number of the flow's first packet."},
          [](const State& state) { return StreamNumber::known(state.number.tcp); }),
      feature_field<State>(
          {.name = "udp_stream",
           .wireshark = "udp.stream",
           .about = "Wireshark's number of the flow's first packet."},
          [](const State& state) { return StreamNumber::known(state.number.udp); }),
  };
};
static_assert(well_formed(Origin::kFields));

}  // namespace flowstat
