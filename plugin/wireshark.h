#pragma once

// Wireshark's headers that the plugin needs, in the order in which they can be included.
#include <wireshark.h>
//
#include <epan/epan.h>
#include <epan/packet.h>
#include <epan/prefs.h>
#include <epan/proto.h>
#include <epan/stat_tap_ui.h>
#include <epan/tap.h>
#include <wiretap/pcap-encap.h>
#include <wiretap/wtap.h>
#include <ws_version.h>

#include <type_traits>

// What differs between Wireshark 4.0, 4.4 and 4.6 stands here, and nowhere else.

namespace flowstat::plugin {

/// 400 for Wireshark 4.0: the version of the headers, and so of the Wireshark that loads us.
constexpr int kWireshark = WIRESHARK_VERSION_MAJOR * 100 + WIRESHARK_VERSION_MINOR;

/// What a function that begins a report of -z gives: bool since 4.6, nothing before.
using ReportBegun = std::invoke_result_t<stat_tap_init_cb, const char*, void*>;

/// The boolean of preferences: an int up to 4.2, a bool since 4.4.
template <class Boolean>
Boolean boolean_of(void (*)(module_t*, const char*, const char*, const char*, Boolean*));
using WiresharkBoolean = decltype(boolean_of(prefs_register_bool_preference));

}  // namespace flowstat::plugin
