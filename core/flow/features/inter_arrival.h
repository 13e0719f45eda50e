#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "core/flow/feature.h"

namespace flowstat {

/// Times between one packet and the next of the same direction, in order of frames; negative where
/// the capture is out of order. Packets without a time do not count.
struct InterArrival {
  struct Way {
    std::int64_t packets = 0;
    std::int64_t first_ns = 0;  ///< Time of the first packet; the gaps add up to last minus first.
    std::int64_t last_ns = 0;
    std::int64_t min_ns = INT64_MAX;
    std::int64_t max_ns = INT64_MIN;
    unsigned __int128 square_sum = 0;  ///< Exact, so that parts can be merged.

    std::int64_t gaps() const { return packets - 1; }

    void add_gap(std::int64_t gap_ns) {
      min_ns = std::min(min_ns, gap_ns);
      max_ns = std::max(max_ns, gap_ns);
      const auto wide = static_cast<__int128>(gap_ns);
      add_squares(static_cast<unsigned __int128>(wide * wide));
    }

    /// Stays at the largest number where more would not fit, which takes gaps of centuries.
    void add_squares(unsigned __int128 squares) {
      if (__builtin_add_overflow(square_sum, squares, &square_sum))
        square_sum = ~static_cast<unsigned __int128>(0);
    }

    std::optional<double> mean_ns() const {
      if (gaps() < 1) return std::nullopt;
      return static_cast<double>(gap_sum()) / static_cast<double>(gaps());
    }

    /// Sample standard deviation; absent below two gaps.
    std::optional<double> std_ns() const {
      if (gaps() < 2) return std::nullopt;
      const auto count = static_cast<double>(gaps());
      return std::sqrt(scaled_spread() / count / (count - 1));
    }

   private:
    std::int64_t gap_sum() const { return (TimeNs{last_ns} - TimeNs{first_ns}).ns; }

    /// gaps() times the sum of the squared deviations from the mean. In integers, as the difference
    /// of two such squares is far smaller than they are; in floating point where 128 bits are too
    /// few.
    double scaled_spread() const {
      const auto wide = static_cast<__int128>(gap_sum());
      const auto mean_part = static_cast<unsigned __int128>(wide * wide);
      unsigned __int128 square_part = 0;
      if (!__builtin_mul_overflow(square_sum, static_cast<unsigned __int128>(gaps()), &square_part))
        return static_cast<double>(square_part - std::min(mean_part, square_part));
      const double squares = static_cast<double>(square_sum) * static_cast<double>(gaps());
      return std::max(squares - static_cast<double>(mean_part), 0.0);
    }
  };
  struct State {
    std::array<Way, 2> ways;  ///< By Direction.
  };
  static constexpr std::string_view kName = "inter_arrival";
  static constexpr MergeOrder kMergeOrder = MergeOrder::in_time;

  static void update(const Packet& packet, Direction direction, State& state) {
    if (!packet.has_time()) return;
    Way& way = state.ways[static_cast<std::size_t>(direction)];
    if (way.packets == 0)
      way.first_ns = packet.time_ns;
    else
      way.add_gap((TimeNs{packet.time_ns} - TimeNs{way.last_ns}).ns);
    way.last_ns = packet.time_ns;
    ++way.packets;
  }

  static void merge(State& into, const State& later) {
    for (std::size_t i = 0; i < into.ways.size(); ++i) merge_way(into.ways[i], later.ways[i]);
  }

  static const std::array<Field<FeatureRows>, 8> kFields;

 private:
  static void merge_way(Way& into, const Way& later) {
    if (later.packets == 0) return;
    if (into.packets == 0) {
      into = later;
      return;
    }
    into.add_gap((TimeNs{later.first_ns} - TimeNs{into.last_ns}).ns);
    into.min_ns = std::min(into.min_ns, later.min_ns);
    into.max_ns = std::max(into.max_ns, later.max_ns);
    into.add_squares(later.square_sum);
    into.last_ns = later.last_ns;
    into.packets += later.packets;
  }

  static const Way& forward(const State& state) { return state.ways[0]; }
  static const Way& backward(const State& state) { return state.ways[1]; }

  template <auto Side>
  static constexpr Field<FeatureRows> min(std::string_view name, std::string_view about) {
    return feature_field<State>(
        {.name = name, .values = Values::scattered, .about = about}, [](const State& state) {
          const Way& way = Side(state);
          return Packet::optional_if(way.gaps() >= 1, DurationNs{way.min_ns});
        });
  }
  template <auto Side>
  static constexpr Field<FeatureRows> max(std::string_view name, std::string_view about) {
    return feature_field<State>(
        {.name = name, .values = Values::scattered, .about = about}, [](const State& state) {
          const Way& way = Side(state);
          return Packet::optional_if(way.gaps() >= 1, DurationNs{way.max_ns});
        });
  }
  template <auto Side>
  static constexpr Field<FeatureRows> mean(std::string_view name, std::string_view about) {
    return feature_field<State>(
        {.name = name, .unit = Unit::nanoseconds, .values = Values::scattered, .about = about},
        [](const State& state) { return Side(state).mean_ns(); });
  }
  template <auto Side>
  static constexpr Field<FeatureRows> deviation(std::string_view name, std::string_view about) {
    return feature_field<State>(
        {.name = name, .unit = Unit::nanoseconds, .values = Values::scattered, .about = about},
        [](const State& state) { return Side(state).std_ns(); });
  }
};

inline constexpr std::array<Field<FeatureRows>, 8> InterArrival::kFields{
    min<&forward>("forward_iat_min", "Shortest time between packets from the initiator."),
    max<&forward>("forward_iat_max", "Longest time between packets from the initiator."),
    mean<&forward>("forward_iat_mean_ns", "Mean time between packets from the initiator."),
    deviation<&forward>("forward_iat_std_ns",
                        "Sample standard deviation of the times between packets from the "
                        "initiator; null below two of them."),
    min<&backward>("backward_iat_min", "Shortest time between packets to the initiator."),
    max<&backward>("backward_iat_max", "Longest time between packets to the initiator."),
    mean<&backward>("backward_iat_mean_ns", "Mean time between packets to the initiator."),
    deviation<&backward>("backward_iat_std_ns",
                         "Sample standard deviation of the times between packets to the "
                         "initiator; null below two of them."),
};
static_assert(well_formed(InterArrival::kFields));

}  // namespace flowstat
