#pragma once

#include <span>
#include <string>

#include "core/base/address.h"
#include "core/base/result.h"
#include "core/dissect/engine/wireshark.h"

// What listeners to taps want to know of a packet.

namespace flowstat::dissect {

/// Listens to the tap `name`, on frames that the display filter `filter` takes; "" takes all.
/// `data` is what `hear` is called with, and what remove_tap_listener() takes.
/// Error: unsupported, if there is no such tap.
/// `flags` are epan's.
Status listen_to(const char* name, const std::string& filter, void* data, tap_packet_cb hear,
                 unsigned flags = TL_REQUIRES_NOTHING);

/// The values of a field that was asked for, in the order of layers; none if it has none.
std::span<const field_info* const> values_in(epan_dissect_t* edt, const header_field_info& field);

/// The address, or none if it is of another kind.
IpAddress ip_of(const address& from);
MacAddress mac_of(const address& from);

}  // namespace flowstat::dissect
