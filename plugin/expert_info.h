#pragma once

#include <span>

#include "plugin/oddity.h"
#include "plugin/wireshark.h"

namespace flowstat::plugin {

/// Registers what the protocol `protocol` tells as Expert Information.
void register_expert_info(int protocol);

/// Tells `oddities` of a frame at `item`, which may be nullptr. Leaves by longjmp where epan does.
void tell(std::span<const Oddity> oddities, packet_info* pinfo, proto_item* item);

}  // namespace flowstat::plugin
