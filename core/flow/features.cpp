#include "core/flow/features.h"

#include "core/flow/features/community_id.h"
#include "core/flow/features/flow_uid.h"
#include "core/flow/features/inter_arrival.h"
#include "core/flow/features/md5_hash.h"
#include "core/flow/features/origin.h"
#include "core/flow/features/place.h"
#include "core/flow/features/timing.h"
#include "core/flow/features/volume.h"

namespace flowstat {

constexpr Feature kOrigin = feature_row<Origin>();
constexpr Feature kCommunityId = feature_row<CommunityId>();
constexpr Feature kFlowUid = feature_row<FlowUid>();
constexpr Feature kMd5Hash = feature_row<Md5Hash>();
constexpr Feature kPlace = feature_row<Place>();
constexpr Feature kVolume = feature_row<Volume>();
constexpr Feature kTiming = feature_row<Timing>();
constexpr Feature kInterArrival = feature_row<InterArrival>();

std::span<const Feature* const> features() {
  static constexpr const Feature* kRows[] = {&kFlowUid, &kCommunityId, &kMd5Hash, &kOrigin,
                                             &kPlace,   &kTiming,      &kVolume,  &kInterArrival};
  return kRows;
}

}  // namespace flowstat
