#include "core/native/plain_frame.h"

#include <string>

#include "tests/unit/packet/frames.h"
#include "tests/unit/testing.h"

using namespace flowstat;
using namespace frames;

namespace {

constexpr std::uint16_t kEthernet = 1;

struct Case {
  const char* name;
  Octets octets;
  const char* why = "";
  native::Interest interest = {};
  std::uint16_t link_type = kEthernet;
};

/// An ICMP error about a packet whose transport header is `quoted`.
Octets error_about(const Octets& quoted, const Ipv4With& with = {}) {
  return eth(0x0800) + ipv4(icmp(3) + ipv4(quoted, with), {.protocol = 1});
}

// clang-format off
const Case kCases[] = {
    {"TCP",                    eth(0x0800) + ipv4(tcp() + hex("616263"))},
    {"UDP over IPv6",          eth(0x86dd) + ipv6(udp_to(53, zeros(12)), {.next_header = 17})},
    {"a VLAN",                 eth(0x8100) + vlan(5, 0x0800) + ipv4(tcp())},
    {"raw IP",                 ipv4(tcp()), "", {}, 101},
    {"ARP",                    eth(0x0806) + zeros(28)},
    {"ICMP",                   eth(0x0800) + ipv4(icmp(8), {.protocol = 1})},
    {"ICMPv6",                 eth(0x86dd) + ipv6(icmp(128), {.next_header = 58})},
    {"padding of IPv6",        eth(0x86dd) + ipv6(options(6) + tcp(), {.next_header = 0})},
    {"another option of IPv6", eth(0x86dd) + ipv6(u8(6) + hex("00 04 04 00000000") + tcp(), {.next_header = 0}), "has options of IP"},
    {"a router alert",         eth(0x0800) + ipv4(tcp(), {.options = hex("94040000")})},
    {"an option that is cut",  eth(0x0800) + ipv4(tcp(), {.options = hex("94080000")}), "has options of IP"},
    {"OSPF",                   eth(0x0800) + ipv4(zeros(24), {.protocol = 89})},
    {"an error",               error_about(tcp())},
    {"whose streams count",    error_about(tcp()),            "holds an error that quotes a stream", {.of_streams = true}},
    {"eight octets of TCP in an error", error_about(cut(tcp(), 8))},
    {"whose flags are wanted", error_about(cut(tcp(), 8)),    "holds an error that quotes a part of a header", {.of_transport = true}},
    {"an error about a fragment", error_about(tcp(), {.fragment = 0x2000}), "holds an error that quotes a fragment"},
    {"another link",           eth(0x0800) + ipv4(tcp()), "has a link type that is left to Wireshark", {}, 147},
    {"IP in IP",               eth(0x0800) + ipv4(ipv4(tcp()), {.protocol = 4}), "holds a tunnel"},
    {"GRE",                    eth(0x0800) + ipv4(hex("0000 0800") + ipv4(tcp()), {.protocol = 47}), "holds a tunnel, or a protocol that is left to Wireshark"},
    {"ESP",                    eth(0x0800) + ipv4(zeros(24), {.protocol = 50}), "holds an IP protocol that may carry IP"},
    {"a GTP port",             eth(0x0800) + ipv4(udp_to(2123, zeros(12)), {.protocol = 17}), "has a port of a tunnel or a relay"},
    {"a relay's port, nothing sent", eth(0x0800) + ipv4(u16(1080) + u16(2000) + hex("00000064 000000c8 5010 0200 00000000"))},
    {"a first fragment",       eth(0x0800) + ipv4(tcp(), {.fragment = 0x2000}), "holds a fragment"},
    {"a later fragment",       eth(0x0800) + ipv4(zeros(16), {.fragment = 2}),  "holds a fragment"},
    {"no total length",        eth(0x0800) + ipv4(tcp(), {.total_bytes = 0}),   "holds a datagram without length"},
    {"a source route",         eth(0x0800) + ipv4(tcp(), {.options = hex("83 07 04 0a000009 00")}), "has options of IP"},
    {"a source route of IPv6", eth(0x86dd) + ipv6(routing(6, 9) + tcp(), {.next_header = 43}), "holds a tunnel, or a protocol that is left to Wireshark"},
    {"half a header",          eth(0x0800) + ipv4(cut(tcp(), 12)), "is damaged, or cut within a header"},
    {"an unknown type",        eth(0x1234) + zeros(40),       "holds a protocol that is not followed"},
    {"a length for a type",    eth(0x05ff) + zeros(40),       "holds a length in the place of a type"},
    {"a tag of another kind",  eth(0x88a8) + vlan(5, 0x0800) + ipv4(tcp()), "has a tag that is no 802.1Q"},
    {"nothing at all",         {},                            "is damaged, or cut within a header"},
    {"no time, though it counts", eth(0x0800) + ipv4(tcp()),  "has no time", {.of_times = true}},
};
// clang-format on

void check(void** state) {
  const Case& row = row_of<Case>(state);
  const Frame frame{.bytes = row.octets, .link_type = row.link_type};
  PacketBatch batch;
  batch.decode({&frame, 1});
  assert_string_equal(std::string(native::why_not_plain(batch[0], row.interest)).c_str(), row.why);
}

}  // namespace

int main() {
  return run_table<Case>(kCases, check);
}
