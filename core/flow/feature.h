#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>

#include "core/fields/fill.h"
#include "core/flow/streams/number.h"
#include "core/flow/tuple.h"
#include "core/packet/direction.h"
#include "core/packet/packet.h"

namespace flowstat {

/// Which record of the table is a flow's.
using FlowSlot = std::uint32_t;

/// The States of one feature: each is a part of its flow's record. Octet is const where they are
/// only read. Borrows from the table, until it takes more packets.
template <class Octet>
struct StatesIn {
  Octet* first = nullptr;        ///< The State of slot 0; nullptr: the feature is not kept.
  std::size_t record_bytes = 0;  ///< From one flow's State to that of the next slot.

  template <class State>
  auto& at(FlowSlot slot) const {
    using Seen = std::conditional_t<std::is_const_v<Octet>, const State, State>;
    return *reinterpret_cast<Seen*>(first + slot * record_bytes);
  }
};
using States = StatesIn<std::byte>;
using ConstStates = StatesIn<const std::byte>;

/// What is known of a flow at its first packet.
struct FlowStart {
  const Packet& packet;
  const Tuple& tuple;
  bool is_forward_from_a = true;
  StreamNumber number;  ///< Of the first packet.
};

/// A packet that belongs to a flow.
struct FlowPacket {
  std::uint32_t index = 0;  ///< In the batch of packets.
  FlowSlot slot = 0;
  Direction direction = Direction::forward;
};

/// What a packet is among those of its flow; see Place.
struct PacketPlace {
  static constexpr std::int64_t kNoGap = INT64_MIN;
  std::int64_t in_direction = 0;  ///< Its number in its direction, from 1.
  std::int64_t gap_ns = kNoGap;   ///< Since the packet before; kNoGap: none, or no time.
  std::int64_t gap_in_direction_ns = kNoGap;
};

/// A batch of packets, and those of them that belong to flows, in order.
struct FlowPackets {
  std::span<const Packet> packets;
  std::span<const FlowPacket> in_flows;
  std::span<PacketPlace> places = {};  ///< One a packet, to be set; or none, where nobody asks.
};

/// No State needs more than this of its place in a record.
inline constexpr std::size_t kMostStateAlign = 16;

/// So many others a feature may need.
inline constexpr std::size_t kMostNeeds = 4;

/// What must be true of two parts of a flow's packets for their States to be merged.
enum class MergeOrder : std::uint8_t {
  any,      ///< Any two disjoint parts.
  in_time,  ///< `into` is of packets before all of `later`.
  none,     ///< Cannot be merged.
};

/// Flows, as rows for the fields of one feature.
struct FeatureRows {
  ConstStates states;
  std::span<const FlowSlot> slots;
};

/// One thing that is measured on flows: a row for the table of features. Made by feature_row().
struct Feature {
  std::string_view name;
  std::span<const Feature* const> needs;  ///< Features whose State init() reads; four at most.
  std::size_t state_bytes = 0;
  std::size_t state_align = 1;
  MergeOrder merge_order = MergeOrder::none;
  /// Sets `state` for a flow that begins. `needed` has its State of each feature in needs.
  void (*init)(const FlowStart& start, void* state, std::span<const void* const> needed) = nullptr;
  void (*update)(const FlowPackets& batch,
                 States states) = nullptr;  ///< nullptr: init says it all.
  void (*merge)(void* into, const void* later) = nullptr;
  std::span<const Field<FeatureRows>> fields;
};

namespace detail {

/// A State that has the place of the last packet.
template <class State>
concept TellsPlaces = requires(State state) {
  { state.current } -> std::same_as<PacketPlace&>;
};

template <class State>
struct StateRows {
  const FeatureRows& rows;
  std::size_t size() const { return rows.slots.size(); }
  const State& operator[](std::size_t i) const { return rows.states.at<State>(rows.slots[i]); }
};

}  // namespace detail

/// Declares a field of a feature whose `get` takes its State; see field().
template <class State, class Get>
constexpr Field<FeatureRows> feature_field(const FieldInfo& info, Get) {
  using Rows = detail::StateRows<State>;
  return {detail::described<Rows, Get>(info),
          [](const FeatureRows& rows, Column& out) { fill_column<Rows, Get>({rows}, out); }};
}

/// The row of feature F, which has State, kName, kMergeOrder, kFields and the functions init(start,
/// State&), update(packet, direction, State&), merge(State&, const State&), as far as it needs
/// them.
template <class F>
constexpr Feature feature_row() {
  using State = typename F::State;
  static_assert(std::is_trivially_copyable_v<State> && alignof(State) <= kMostStateAlign);
  Feature row;
  row.name = F::kName;
  row.state_bytes = sizeof(State);
  row.state_align = alignof(State);
  row.merge_order = F::kMergeOrder;
  if constexpr (requires { F::kNeeds; }) {
    static_assert(F::kNeeds.size() <= kMostNeeds);
    row.needs = F::kNeeds;
  }
  row.init = [](const FlowStart& start, void* place,
                [[maybe_unused]] std::span<const void* const> needed) {
    State& state = *static_cast<State*>(place);
    state = State{};
    if constexpr (requires { F::init(start, state, needed); })
      F::init(start, state, needed);
    else if constexpr (requires { F::init(start, state); })
      F::init(start, state);
  };
  if constexpr (requires(State state) { F::update(Packet{}, Direction{}, state); })
    row.update = [](const FlowPackets& batch, States states) {
      for (const FlowPacket& each : batch.in_flows) {
        State& state = states.at<State>(each.slot);
        F::update(batch.packets[each.index], each.direction, state);
        if constexpr (detail::TellsPlaces<State>)
          if (!batch.places.empty()) batch.places[each.index] = state.current;
      }
    };
  if constexpr (requires(State state) { F::merge(state, state); })
    row.merge = [](void* into, const void* later) {
      F::merge(*static_cast<State*>(into), *static_cast<const State*>(later));
    };
  row.fields = F::kFields;
  return row;
}

}  // namespace flowstat
