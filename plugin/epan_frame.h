#pragma once

#include "core/base/frame.h"
#include "plugin/wireshark.h"

namespace flowstat::plugin {

/// The frame that epan dissects, `tvb` being its own octets. Its link type is one that nothing
/// decodes where it is no packet, or of a link layer that we do not know. Borrows from `tvb`.
Frame frame_of(tvbuff_t* tvb, const packet_info* pinfo);

}  // namespace flowstat::plugin
