#pragma once

#include <array>

#include "core/flow/feature.h"

namespace flowstat {

/// Where each packet is among those of its flow. Packets without a time do not count for times.
struct Place {
  struct State {
    std::array<std::int64_t, 2> packets{};  ///< By Direction.
    std::array<std::int64_t, 2> last_ns{Frame::kNoTime, Frame::kNoTime};
    std::int64_t last_of_both_ns = Frame::kNoTime;
    PacketPlace current;  ///< Of the last packet.
  };
  static constexpr std::string_view kName = "place";
  static constexpr MergeOrder kMergeOrder = MergeOrder::none;

  static void update(const Packet& packet, Direction direction, State& state) {
    const auto way = static_cast<std::size_t>(direction);
    state.current = {++state.packets[way], gap(packet, state.last_of_both_ns),
                     gap(packet, state.last_ns[way])};
    if (packet.has_time()) state.last_ns[way] = state.last_of_both_ns = packet.time_ns;
  }

  static constexpr std::array<Field<FeatureRows>, 0> kFields{};

 private:
  static std::int64_t gap(const Packet& packet, std::int64_t before_ns) {
    if (!packet.has_time() || before_ns == Frame::kNoTime) return PacketPlace::kNoGap;
    return (TimeNs{packet.time_ns} - TimeNs{before_ns}).ns;
  }
};

}  // namespace flowstat
