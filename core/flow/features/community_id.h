#pragma once

#include <array>

#include "core/fields/flow_ids.h"
#include "core/flow/community_id.h"
#include "core/flow/feature.h"

namespace flowstat {

/// What a flow's tuple is called in other places. Joins with Zeek, Suricata, Arkime and Wireshark.
struct CommunityId {
  struct State {
    Sha1 digest;
  };
  static constexpr std::string_view kName = "community_id";
  static constexpr MergeOrder kMergeOrder = MergeOrder::any;

  static void init(const FlowStart& start, State& state) {
    state.digest = community_digest(start.tuple);
  }
  static void merge(State&, const State&) {}

  static constexpr std::array kFields{
      feature_field<State>(kFlowHashInfo,
                           [](const State& state) { return first_63_bits(state.digest); }),
      feature_field<State>(kCommunityIdInfo,
                           [](const State& state) { return community_id_text(state.digest); }),
  };
};
static_assert(well_formed(CommunityId::kFields));

}  // namespace flowstat
