#pragma once

#include <span>

#include "plugin/oddity.h"
#include "plugin/wireshark.h"

namespace flowstat::plugin {

/// Registers what the protocol `protocol` tells as Expert Information.
void register_expert_info(int protocol);

/// Tells `oddities` of a frame at `item`, which may be nullptr: the first `detailed` with offsets
/// and counts of octets, the others in words that are the same for all of a kind. Wireshark has
/// room for 5,000 messages of a frame; of very many, the last one tells how many more there are.
/// Leaves by longjmp where epan does.
void tell(std::span<const Oddity> oddities, std::size_t detailed, packet_info* pinfo,
          proto_item* item);

}  // namespace flowstat::plugin
