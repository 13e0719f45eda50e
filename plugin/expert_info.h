#pragma once

#include <span>

#include "plugin/oddity.h"
#include "plugin/wireshark.h"

namespace flowstat::plugin {

/// Registers what the protocol `protocol` tells as Expert Information.
void register_expert_info(int protocol);

/// Tells `oddities` of a frame at `item`, which may be nullptr: the first `detailed` with offsets
/// and counts of octets, the others in words that are the same for all of a kind. Leaves by longjmp
/// where epan does.
void tell(std::span<const Oddity> oddities, std::size_t detailed, packet_info* pinfo,
          proto_item* item);

}  // namespace flowstat::plugin
