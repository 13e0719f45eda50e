#pragma once

#include <algorithm>
#include <array>

#include "core/fields/flow_ids.h"
#include "core/flow/feature.h"
#include "core/flow/features.h"
#include "core/flow/features/community_id.h"

namespace flowstat {

/// A name for one connection that is unique across outputs and machines.
struct FlowUid {
  struct State {
    std::int64_t uid;
  };
  static constexpr std::string_view kName = "flow_uid";
  static constexpr MergeOrder kMergeOrder = MergeOrder::in_time;
  static constexpr std::array<const Feature*, 1> kNeeds{&kCommunityId};

  static void init(const FlowStart& start, State& state, std::span<const void* const> needed) {
    const Sha1& digest = static_cast<const CommunityId::State*>(needed[0])->digest;
    std::array<std::uint8_t, 28> message;
    std::ranges::copy(digest, message.begin());
    store_big_endian(message.data() + digest.size(),
                     static_cast<std::uint64_t>(start.packet.time_ns));
    state.uid = first_63_bits(sha1(message)).value;
  }
  static void merge(State&, const State&) {}

  static constexpr std::array kFields{
      feature_field<State>(kFlowUidInfo, [](const State& state) { return Hash{state.uid}; }),
  };
};
static_assert(well_formed(FlowUid::kFields));

}  // namespace flowstat
