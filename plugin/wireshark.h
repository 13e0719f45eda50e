#pragma once

// Wireshark's headers that the plugin needs, in the order in which they can be included.
#include <wireshark.h>
//
#include <epan/epan.h>
#include <epan/packet.h>
#include <epan/proto.h>
#include <epan/stat_tap_ui.h>
#include <epan/tap.h>
#include <wiretap/pcap-encap.h>
#include <wiretap/wtap.h>
#include <ws_version.h>
