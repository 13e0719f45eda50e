#pragma once

#include "core/fields/field.h"

// What a flow is called by; the same words in every table that has it.

namespace flowstat {

inline constexpr FieldInfo kFlowIdInfo{
    .name = "flow_id",
    .values = Values::rising,
    .about = "One connection, from 0 in order of first packets; unique in one output."};

inline constexpr FieldInfo kFlowUidInfo{
    .name = "flow_uid",
    .values = Values::scattered,
    .about =
        "One connection, unique across outputs and machines: 63 bits of SHA-1 over Community ID "
        "digest and first packet's time."};

inline constexpr FieldInfo kFlowHashInfo{
    .name = "flow_hash",
    .values = Values::scattered,
    .about =
        "First 64 bits of the Community ID v1 digest, seed 0, without the top bit; the same for "
        "both directions and for every use of the tuple."};

inline constexpr FieldInfo kCommunityIdInfo{
    .name = "community_id",
    .wireshark = "communityid",
    .about = "Community ID v1, seed 0, of the innermost IP and transport headers."};

}  // namespace flowstat
