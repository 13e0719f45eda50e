#pragma once

#include <span>

#include "core/flow/feature.h"

namespace flowstat {

/// Every feature there is, a row each: a new one is a file in features/ and a row in features.cpp.
std::span<const Feature* const> features();

extern const Feature kOrigin;
extern const Feature kCommunityId;
extern const Feature kFlowUid;
extern const Feature kMd5Hash;
extern const Feature kPlace;
extern const Feature kVolume;
extern const Feature kTiming;
extern const Feature kInterArrival;

}  // namespace flowstat
