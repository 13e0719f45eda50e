#pragma once

#include <algorithm>
#include <array>
#include <optional>

#include "core/flow/feature.h"

namespace flowstat {

/// When a flow was seen. Packets without a time do not count for times.
struct Timing {
  struct State {
    std::int64_t first_ns = INT64_MAX;  ///< Earliest; INT64_MAX: none yet.
    std::int64_t last_ns = INT64_MIN;   ///< Latest.
    std::int64_t first_frame = 0;
    std::int64_t last_frame = 0;

    std::optional<TimeNs> first() const {
      return Packet::optional_if(has_time(), TimeNs{first_ns});
    }
    std::optional<TimeNs> last() const { return Packet::optional_if(has_time(), TimeNs{last_ns}); }
    bool has_time() const { return first_ns <= last_ns; }
  };
  static constexpr std::string_view kName = "timing";
  static constexpr MergeOrder kMergeOrder = MergeOrder::in_time;

  static void init(const FlowStart& start, State& state) {
    state.first_frame = start.packet.frame_number;
  }

  static void update(const Packet& packet, Direction, State& state) {
    state.last_frame = packet.frame_number;
    if (!packet.has_time()) return;
    state.first_ns = std::min(state.first_ns, packet.time_ns);
    state.last_ns = std::max(state.last_ns, packet.time_ns);
  }

  static void merge(State& into, const State& later) {
    into.first_ns = std::min(into.first_ns, later.first_ns);
    into.last_ns = std::max(into.last_ns, later.last_ns);
    into.last_frame = later.last_frame;
  }

  static constexpr std::array kFields{
      feature_field<State>(
          {.name = "first_time", .values = Values::rising, .about = "Time of the earliest packet."},
          [](const State& state) { return state.first(); }),
      feature_field<State>(
          {.name = "last_time", .values = Values::rising, .about = "Time of the latest packet."},
          [](const State& state) { return state.last(); }),
      feature_field<State>({.name = "duration",
                            .values = Values::scattered,
                            .about = "Latest packet minus earliest; 0 for one packet."},
                           [](const State& state) {
                             return state.has_time() ? std::optional(TimeNs{state.last_ns} -
                                                                     TimeNs{state.first_ns})
                                                     : std::nullopt;
                           }),
      feature_field<State>({.name = "first_frame",
                            .values = Values::rising,
                            .wireshark = "frame.number",
                            .about = "Number of the first frame."},
                           [](const State& state) { return state.first_frame; }),
      feature_field<State>({.name = "last_frame",
                            .values = Values::rising,
                            .wireshark = "frame.number",
                            .about = "Number of the last frame."},
                           [](const State& state) { return state.last_frame; }),
  };
};
static_assert(well_formed(Timing::kFields));

}  // namespace flowstat
