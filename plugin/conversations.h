#pragma once

#include "plugin/known_flow.h"
#include "plugin/wireshark.h"

namespace flowstat::plugin {

/// Makes flows known to the Conversations and Endpoints windows, and as `-z conv,flowstat`.
void register_conversations(int protocol);

/// Tells those windows, if any is open, of a packet. `number`: the place of its frame.
void queue_conversation(Session& session, std::uint32_t number, packet_info* pinfo);

}  // namespace flowstat::plugin
