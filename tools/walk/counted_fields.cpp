#include "tools/walk/counted_fields.h"

#include <algorithm>

namespace flowstat::walk {

namespace {

constexpr std::string_view kCounted[] = {"frame.time_delta", "frame.time_delta_displayed",
                                         "quic.connection.number", "mptcp.stream"};

constexpr std::string_view kCountedEndings[] = {".stream", ".stream_index"};

/// Media and data announced by somebody else, tunnels, mobile cores, several addresses a host,
/// shared keys, directories.
constexpr std::string_view kLinked[] = {
    "sip",    "sdp",     "rtp", "rtcp",  "t38",      "h245",    "h225",     "mgcp",    "megaco",
    "skinny", "rtsp",    "gtp", "gtpv2", "pfcp",     "s1ap",    "ngap",     "umts_fp", "rlc",
    "pdcp",   "sctp",    "tls", "quic",  "kerberos", "ntlmssp", "wlan",     "esp",     "isakmp",
    "dcerpc", "portmap", "nfs", "isns",  "dhcp",     "dns",     "ftp-data", "tftp"};

}  // namespace

bool is_counted(std::string_view field) {
  if (field.starts_with("flowstat.") || field.starts_with("_ws.col.")) return true;
  if (std::ranges::find(kCounted, field) != std::end(kCounted)) return true;
  return std::ranges::any_of(kCountedEndings,
                             [&](std::string_view ending) { return field.ends_with(ending); });
}

std::string_view linked_protocol(std::string_view field) {
  const std::string_view protocol = field.substr(0, field.find('.'));
  const auto* found = std::ranges::find(kLinked, protocol);
  return found == std::end(kLinked) ? std::string_view() : *found;
}

}  // namespace flowstat::walk
