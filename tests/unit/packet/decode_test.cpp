#include "core/packet/decode.h"

#include "tests/unit/packet/describe.h"
#include "tests/unit/packet/frames.h"
#include "tests/unit/testing.h"

using namespace flowstat;
using namespace frames;

namespace {

constexpr std::uint16_t kEthernet = 1;
constexpr std::uint16_t kIp = 0x0800;
constexpr std::uint16_t kIp6 = 0x86dd;
const Octets kAbc = hex("616263");
const Octets kWord = hex("00000000");

// What carries this is what a case is about.
const Octets kInner = ipv4(tcp(), {.src = 8, .dst = 9});
const Octets kWlan = hex("0801") + zeros(22);
const Octets kSnap = hex("aaaa03 000000 0800");

Octets swapped_control(Octets wlan) {
  std::swap(wlan[0], wlan[1]);
  return wlan;
}

struct Case {
  const char* name;
  Octets octets;
  const char* layers;
  const char* packet;
  std::uint32_t cut_bytes = 0;  // more on the wire than captured
  std::uint16_t link_type = kEthernet;
};

Frame frame_of(const Octets& octets, std::uint32_t cut_bytes, std::uint16_t link_type) {
  Frame frame;
  frame.bytes = octets;
  frame.wire_bytes = static_cast<std::uint32_t>(octets.size()) + cut_bytes;
  frame.link_type = link_type;
  return frame;
}

void check_decode(void** state) {
  const Case& row = row_of<Case>(state);
  const Frame frame = frame_of(row.octets, row.cut_bytes, row.link_type);
  PacketBatch batch;

  batch.decode({&frame, 1});

  assert_string_equal(describe(batch.layers(0)).c_str(), row.layers);
  assert_string_equal(describe(batch[0].packet).c_str(), row.packet);
}

// clang-format off
const Case kTransports[] = {
    {"TCP",                                  eth(kIp) + ipv4(tcp() + kAbc),                              "eth ip tcp",    "10.0.0.1:1000 > 10.0.0.2:2000, protocol 6, ip 43, payload 3"},
    {"UDP",                                  eth(kIp) + ipv4(udp(11) + kAbc, {.protocol = 17}),          "eth ip udp",    "10.0.0.1:1000 > 10.0.0.2:2000, protocol 17, ip 31, payload 3"},
    {"SCTP",                                 eth(kIp) + ipv4(sctp() + kAbc, {.protocol = 132}),          "eth ip sctp",   "10.0.0.1:1000 > 10.0.0.2:2000, protocol 132, ip 35, payload 3"},
    {"ICMP has no payload",                  eth(kIp) + ipv4(icmp(8) + kAbc, {.protocol = 1}),           "eth ip icmp",   "10.0.0.1 > 10.0.0.2, protocol 1, ip 31, icmp 8/0"},
    {"TCP over IPv6",                        eth(kIp6) + ipv6(tcp() + kAbc),                             "eth ipv6 tcp",  "2001:db8::1:1000 > 2001:db8::2:2000, protocol 6, ip 63, payload 3"},
    {"ICMPv6",                               eth(kIp6) + ipv6(icmp(128), {.next_header = 58}),           "eth ipv6 icmpv6", "2001:db8::1 > 2001:db8::2, protocol 58, ip 48, icmp 128/0"},
    {"an unknown protocol is no defect",     eth(kIp) + ipv4(kAbc, {.protocol = 99}),                    "eth ip",        "10.0.0.1 > 10.0.0.2, protocol 99, ip 23"},
    {"no next header is no defect",          eth(kIp6) + ipv6({}, {.next_header = 59}),                  "eth ipv6",      "2001:db8::1 > 2001:db8::2, protocol 59, ip 40"},
    {"an unknown EtherType is no defect",    eth(0x1234) + kAbc,                                         "eth",           ""},
    {"nor is an unknown SAP",                eth(0x0026) + hex("424203"),                                "eth llc",       ""},
    {"ARP",                                  eth(0x0806) + hex("0001 0800 06 04 0001") + zeros(20),      "eth arp",       ""},
    {"an unknown link type",                 ipv4(tcp()),                                                "",              "", 0, 147},
    {"nothing captured",                     {},                                                         "",              "truncated", 60},
};

const Case kLinks[] = {
    {"a VLAN",                               eth(0x8100) + vlan(5, kIp) + ipv4(tcp()),                   "eth vlan ip tcp",      "vlan 5, 10.0.0.1:1000 > 10.0.0.2:2000, protocol 6, ip 40, payload 0"},
    {"of two tags the outer counts",         eth(0x88a8) + vlan(5, 0x8100) + vlan(6, kIp) + ipv4(tcp()), "eth vlan vlan ip tcp", "vlan 5, 10.0.0.1:1000 > 10.0.0.2:2000, protocol 6, ip 40, payload 0"},
    {"the older QinQ",                       eth(0x9100) + vlan(5, 0x8100) + vlan(6, kIp) + ipv4(tcp()), "eth vlan vlan ip tcp", "vlan 5, 10.0.0.1:1000 > 10.0.0.2:2000, protocol 6, ip 40, payload 0"},
    {"a tag cut behind its VLAN",            eth(0x8100) + hex("6005 08"),                               "eth vlan",             "vlan 5, truncated"},
    {"a tag that is not there",              eth(0x8100) + hex("60"),                                    "eth",                  "truncated"},
    {"Ethernet cut",                         cut(eth(kIp), 13),                                          "",                     "truncated"},
    {"cooked",                               hex("0000 0001 0006 0200000000010000 0800") + ipv4(tcp()),  "sll ip tcp",           "10.0.0.1:1000 > 10.0.0.2:2000, protocol 6, ip 40, payload 0", 0, 113},
    {"cooked, with a VLAN",                  hex("0000 0001 0006 0200000000010000 8100") + vlan(5, kIp) + ipv4(tcp()), "sll vlan ip tcp", "vlan 5, 10.0.0.1:1000 > 10.0.0.2:2000, protocol 6, ip 40, payload 0", 0, 113},
    {"cooked, netlink family 0x0800",        hex("0000 0338 0006 0200000000010000 0800") + ipv4(tcp()),  "sll",                  "", 0, 113},
    {"cooked, version 2",                    hex("86dd 0000 00000003 0001 04 06 0200000000010000") + ipv6(tcp()), "sll ipv6 tcp", "2001:db8::1:1000 > 2001:db8::2:2000, protocol 6, ip 60, payload 0", 0, 276},
    {"null",                                 hex("02000000") + ipv4(tcp()),                              "null ip tcp",          "10.0.0.1:1000 > 10.0.0.2:2000, protocol 6, ip 40, payload 0", 0, 0},
    {"null with an EtherType",               hex("0f000800") + ipv4(tcp()),                              "null ip tcp",          "10.0.0.1:1000 > 10.0.0.2:2000, protocol 6, ip 40, payload 0", 0, 0},
    {"loop",                                 hex("0000001e") + ipv6(tcp()),                              "null ipv6 tcp",        "2001:db8::1:1000 > 2001:db8::2:2000, protocol 6, ip 60, payload 0", 0, 108},
    {"raw, version 4",                       ipv4(tcp()),                                                "raw ip tcp",           "10.0.0.1:1000 > 10.0.0.2:2000, protocol 6, ip 40, payload 0", 0, 101},
    {"raw, version 6",                       ipv6(tcp()),                                                "raw ipv6 tcp",         "2001:db8::1:1000 > 2001:db8::2:2000, protocol 6, ip 60, payload 0", 0, 12},
    {"raw, neither",                         hex("50"),                                                  "",                     "bad_version", 0, 101},
    {"IPv4 without a link layer",            ipv4(tcp()),                                                "ip tcp",               "10.0.0.1:1000 > 10.0.0.2:2000, protocol 6, ip 40, payload 0", 0, 228},
    {"IPv6 without a link layer",            ipv6(tcp()),                                                "ipv6 tcp",             "2001:db8::1:1000 > 2001:db8::2:2000, protocol 6, ip 60, payload 0", 0, 229},
};

const Case kLengths[] = {
    {"Ethernet padding is not payload",      eth(kIp) + ipv4(tcp()) + zeros(6),                          "eth ip tcp",  "10.0.0.1:1000 > 10.0.0.2:2000, protocol 6, ip 40, payload 0"},
    {"nor is a frame check sequence, IPv6",  eth(kIp6) + ipv6(tcp() + kAbc) + zeros(4),                  "eth ipv6 tcp", "2001:db8::1:1000 > 2001:db8::2:2000, protocol 6, ip 63, payload 3"},
    {"the snaplen cut the payload",          eth(kIp) + ipv4(tcp() + kAbc, {.total_bytes = 1000}),       "eth ip tcp",  "10.0.0.1:1000 > 10.0.0.2:2000, protocol 6, ip 1000, payload 960, captured 3", 957},
    {"total length beyond the frame",        eth(kIp) + ipv4(tcp() + kAbc, {.total_bytes = 1000}),       "eth ip tcp",  "10.0.0.1:1000 > 10.0.0.2:2000, protocol 6, ip 1000, payload 3"},
    {"total length 0: the rest (TSO)",       eth(kIp) + ipv4(tcp() + kAbc, {.total_bytes = 0}),          "eth ip tcp",  "10.0.0.1:1000 > 10.0.0.2:2000, protocol 6, ip 43, payload 3"},
    {"total length ends in the TCP header",  eth(kIp) + ipv4(tcp(), {.total_bytes = 36}),                "eth ip tcp",  "10.0.0.1:1000 > 10.0.0.2:2000, protocol 6, ip 36, truncated"},
    {"the data offset is beyond it",         eth(kIp) + ipv4(tcp({.header_words = 6})),                  "eth ip tcp",  "10.0.0.1:1000 > 10.0.0.2:2000, protocol 6, ip 40, truncated"},
    {"the data offset is below 20",          eth(kIp) + ipv4(tcp({.header_words = 4}) + kAbc),           "eth ip tcp",  "10.0.0.1:1000 > 10.0.0.2:2000, protocol 6, ip 43, bad_header_length"},
    {"total length below its header",        eth(kIp) + ipv4(tcp(), {.total_bytes = 19}),                "eth",         "bad_length"},
    {"IPv4 header length below 20",          eth(kIp) + ipv4(tcp(), {.header_words = 4}),                "eth",         "bad_header_length"},
    {"an IP version that is none",           eth(kIp) + ipv4(tcp(), {.version = 5}),                     "eth",         "bad_version"},
    {"IPv4 called IPv6",                     eth(kIp6) + ipv4(tcp() + zeros(20)),                        "eth",         "bad_version"},
    {"IPv6 called IPv4 is IPv6",             eth(kIp) + ipv6(tcp()),                                     "eth ipv6 tcp", "2001:db8::1:1000 > 2001:db8::2:2000, protocol 6, ip 60, payload 0"},
    {"IPv6 payload length 0: nothing",       eth(kIp6) + ipv6(tcp(), {.payload_bytes = 0}),              "eth ipv6",    "2001:db8::1 > 2001:db8::2, protocol 6, ip 40, truncated"},
    {"no next header, then padding",         eth(kIp6) + ipv6({}, {.next_header = 59}) + zeros(6),       "eth ipv6",    "2001:db8::1 > 2001:db8::2, protocol 59, ip 40"},
    {"a jumbogram",                          eth(kIp6) + ipv6(hex("06 00 c2 04 0001001f") + tcp() + kAbc, {.next_header = 0, .payload_bytes = 0}), "eth ipv6 ipv6.opts tcp", "2001:db8::1:1000 > 2001:db8::2:2000, protocol 6, ip 65607, payload 65539, captured 3", 65536},
    {"IPv6 payload beyond the frame",        eth(kIp6) + ipv6(tcp() + kAbc, {.payload_bytes = 100}),     "eth ipv6 tcp", "2001:db8::1:1000 > 2001:db8::2:2000, protocol 6, ip 140, payload 3"},
    {"UDP shorter than IP says",             eth(kIp) + ipv4(udp(9) + kAbc, {.protocol = 17}),           "eth ip udp",  "10.0.0.1:1000 > 10.0.0.2:2000, protocol 17, ip 31, payload 1"},
    {"UDP longer than IP says",              eth(kIp) + ipv4(udp(100) + kAbc, {.protocol = 17}),         "eth ip udp",  "10.0.0.1:1000 > 10.0.0.2:2000, protocol 17, ip 31, payload 92, captured 3"},
    {"UDP length below its header",          eth(kIp) + ipv4(udp(7) + kAbc, {.protocol = 17}),           "eth ip udp",  "10.0.0.1:1000 > 10.0.0.2:2000, protocol 17, ip 31, bad_length"},
    {"UDP length 0 over IPv4",               eth(kIp) + ipv4(udp(0) + kAbc, {.protocol = 17}),           "eth ip udp",  "10.0.0.1:1000 > 10.0.0.2:2000, protocol 17, ip 31, bad_length"},
    {"UDP length 0 over IPv6: the rest",     eth(kIp6) + ipv6(udp(0) + kAbc, {.next_header = 17}),       "eth ipv6 udp", "2001:db8::1:1000 > 2001:db8::2:2000, protocol 17, ip 51, payload 3"},
};

const Case kCut[] = {
    {"in the IPv4 addresses",                cut(eth(kIp) + ipv4(tcp()), 33),                            "eth",         "truncated", 21},
    {"in the IPv4 options",                  cut(eth(kIp) + ipv4(tcp(), {.options = kWord}), 36),        "eth ip",      "10.0.0.1 > 10.0.0.2, protocol 6, ip 44, truncated", 22},
    {"behind IPv4",                          cut(eth(kIp) + ipv4(tcp()), 34),                            "eth ip",      "10.0.0.1 > 10.0.0.2, protocol 6, ip 40, truncated", 20},
    {"TCP behind its ports",                 cut(eth(kIp) + ipv4(tcp()), 38),                            "eth ip tcp",  "10.0.0.1:1000 > 10.0.0.2:2000, protocol 6, ip 40, truncated", 16},
    {"TCP behind its window",                cut(eth(kIp) + ipv4(tcp() + kAbc), 50),                     "eth ip tcp",  "10.0.0.1:1000 > 10.0.0.2:2000, protocol 6, ip 43, payload 3, captured 0, truncated", 7},
    {"TCP in its options",                   cut(eth(kIp) + ipv4(tcp({.options = kWord}) + kAbc), 56),   "eth ip tcp",  "10.0.0.1:1000 > 10.0.0.2:2000, protocol 6, ip 47, payload 3, captured 0, truncated", 5},
    {"UDP behind its ports",                 cut(eth(kIp) + ipv4(udp(11) + kAbc, {.protocol = 17}), 38), "eth ip udp",  "10.0.0.1:1000 > 10.0.0.2:2000, protocol 17, ip 31, truncated", 7},
    {"UDP behind its length",                cut(eth(kIp) + ipv4(udp(11) + kAbc, {.protocol = 17}), 40), "eth ip udp",  "10.0.0.1:1000 > 10.0.0.2:2000, protocol 17, ip 31, payload 3, captured 0, truncated", 5},
    {"UDP in its ports",                     cut(eth(kIp) + ipv4(udp(11) + kAbc, {.protocol = 17}), 37), "eth ip",      "10.0.0.1 > 10.0.0.2, protocol 17, ip 31, truncated", 8},
    {"SCTP behind its ports",                cut(eth(kIp) + ipv4(sctp() + kAbc, {.protocol = 132}), 38), "eth ip sctp", "10.0.0.1:1000 > 10.0.0.2:2000, protocol 132, ip 35, payload 3, captured 0, truncated", 11},
    {"ICMP behind its code",                 cut(eth(kIp) + ipv4(icmp(8, 0), {.protocol = 1}), 36),      "eth ip icmp", "10.0.0.1 > 10.0.0.2, protocol 1, ip 28, icmp 8/0, truncated", 6},
    {"ICMP in its code",                     cut(eth(kIp) + ipv4(icmp(8, 0), {.protocol = 1}), 35),      "eth ip",      "10.0.0.1 > 10.0.0.2, protocol 1, ip 28, truncated", 7},
    {"IPv6",                                 cut(eth(kIp6) + ipv6(tcp()), 53),                           "eth",         "truncated", 21},
    {"in an IPv6 extension",                 cut(eth(kIp6) + ipv6(options(6) + tcp(), {.next_header = 60}), 60), "eth ipv6 ipv6.opts", "2001:db8::1 > 2001:db8::2, protocol 6, ip 68, truncated", 22},
    {"in a routing header",                  cut(eth(kIp6) + ipv6(routing(6, 9) + tcp(), {.next_header = 43}), 70), "eth ipv6 ipv6.routing", "2001:db8::1 > 2001:db8::2, protocol 6, ip 84, truncated", 28},
    {"ARP in its addresses",                 eth(0x0806) + hex("0001 0800 06 04 0001") + zeros(4),       "eth arp",     "truncated", 16},
};

const Case kExtensions[] = {
    {"hop by hop, then destination",         eth(kIp6) + ipv6(options(60) + options(6) + tcp(), {.next_header = 0}), "eth ipv6 ipv6.opts ipv6.opts tcp", "2001:db8::1:1000 > 2001:db8::2:2000, protocol 6, ip 76, payload 0"},
    {"a routing header names the end",       eth(kIp6) + ipv6(routing(6, 9) + tcp(), {.next_header = 43}), "eth ipv6 ipv6.routing tcp", "2001:db8::1:1000 > 2001:db8::9:2000, protocol 6, ip 84, payload 0"},
    {"not in IPv4",                          eth(kIp) + ipv4(routing(6, 9) + tcp(), {.protocol = 43}),   "eth ip ipv6.routing tcp",   "10.0.0.1:1000 > 10.0.0.2:2000, protocol 6, ip 64, payload 0"},
    {"so does an IPv4 source route",         eth(kIp) + ipv4(tcp(), {.options = hex("83 07 04 09090909 00")}), "eth ip tcp",          "10.0.0.1:1000 > 9.9.9.9:2000, protocol 6, ip 48, payload 0"},
    {"not one that is used up",              eth(kIp) + ipv4(tcp(), {.options = hex("83 07 08 09090909 00")}), "eth ip tcp",          "10.0.0.1:1000 > 10.0.0.2:2000, protocol 6, ip 48, payload 0"},
    {"AH over IPv4",                         eth(kIp) + ipv4(ah(6) + tcp() + kAbc, {.protocol = 51}),    "eth ip ah tcp",             "10.0.0.1:1000 > 10.0.0.2:2000, protocol 6, ip 67, payload 3"},
    {"AH over IPv6",                         eth(kIp6) + ipv6(ah(17) + udp(8), {.next_header = 51}),     "eth ipv6 ah udp",           "2001:db8::1:1000 > 2001:db8::2:2000, protocol 17, ip 72, payload 0"},
    {"AH shorter than itself",               eth(kIp) + ipv4(hex("06 00") + zeros(20), {.protocol = 51}), "eth ip",                   "10.0.0.1 > 10.0.0.2, protocol 51, ip 42, bad_header_length"},
    {"a mobility header is what IP carries", eth(kIp6) + ipv6(hex("3b 00 01 00 0000 0000"), {.next_header = 135}), "eth ipv6",         "2001:db8::1 > 2001:db8::2, protocol 135, ip 48"},
};

const Case kFragments[] = {
    {"the first has ports but no end",       eth(kIp) + ipv4(tcp() + kAbc, {.fragment = 0x2000}),        "eth ip~ tcp~",  "10.0.0.1:1000 > 10.0.0.2:2000, protocol 6, ip 43, fragment"},
    {"but of UDP, which says its length",    eth(kIp) + ipv4(udp(1000) + kAbc, {.protocol = 17, .fragment = 0x2000}), "eth ip~ udp~", "10.0.0.1:1000 > 10.0.0.2:2000, protocol 17, ip 31, fragment, payload 992, captured 3"},
    {"the first of SCTP",                    eth(kIp) + ipv4(sctp() + kAbc, {.protocol = 132, .fragment = 0x2000}), "eth ip~ sctp~", "10.0.0.1:1000 > 10.0.0.2:2000, protocol 132, ip 35, fragment"},
    {"a later one is only IP",               eth(kIp) + ipv4(tcp(), {.fragment = 0x2001}),               "eth ip~",       "10.0.0.1 > 10.0.0.2, protocol 6, ip 40, fragment"},
    {"so is the last",                       eth(kIp) + ipv4(tcp(), {.fragment = 0x0005}),               "eth ip~",       "10.0.0.1 > 10.0.0.2, protocol 6, ip 40, fragment"},
    {"don't fragment is none",               eth(kIp) + ipv4(tcp(), {.fragment = 0x4000}),               "eth ip tcp",    "10.0.0.1:1000 > 10.0.0.2:2000, protocol 6, ip 40, payload 0"},
    {"the first of IPv6",                    eth(kIp6) + ipv6(fragment(6, 1) + tcp() + kAbc, {.next_header = 44}), "eth ipv6 ipv6.fraghdr~ tcp~", "2001:db8::1:1000 > 2001:db8::2:2000, protocol 6, ip 71, fragment"},
    {"a later one of IPv6",                  eth(kIp6) + ipv6(fragment(6, 9) + tcp(), {.next_header = 44}), "eth ipv6 ipv6.fraghdr~", "2001:db8::1 > 2001:db8::2, protocol 6, ip 68, fragment"},
    {"an atomic one is whole, RFC 6946",     eth(kIp6) + ipv6(fragment(6, 0) + tcp(), {.next_header = 44}), "eth ipv6 ipv6.fraghdr tcp", "2001:db8::1:1000 > 2001:db8::2:2000, protocol 6, ip 68, payload 0"},
    {"whole IPv4 inside a fragment",         eth(kIp) + ipv4(ipv4(tcp() + kAbc), {.protocol = 4, .fragment = 0x2000}), "eth ip~ ip~ tcp~", "10.0.0.1:1000 > 10.0.0.2:2000, protocol 6, ip 43, payload 3"},
    {"IPv6 inside one does not say",         eth(kIp) + ipv4(ipv6(tcp() + kAbc), {.protocol = 41, .fragment = 0x2000}), "eth ip~ ipv6~ tcp~", "2001:db8::1:1000 > 2001:db8::2:2000, protocol 6, ip 63, fragment"},
};

const Case kTunnels[] = {
    {"IP in IP: the inner one counts",       eth(kIp) + ipv4(ipv4(tcp() + kAbc, {.src = 8, .dst = 9}), {.protocol = 4}), "eth ip ip tcp", "10.0.0.8:1000 > 10.0.0.9:2000, protocol 6, ip 43, payload 3"},
    {"IPv6 in IPv4",                         eth(kIp) + ipv4(ipv6(tcp()), {.protocol = 41}),             "eth ip ipv6 tcp", "2001:db8::1:1000 > 2001:db8::2:2000, protocol 6, ip 60, payload 0"},
    {"IPv6 in IPv4 as protocol 4",           eth(kIp) + ipv4(ipv6(tcp()), {.protocol = 4}),              "eth ip ipv6 tcp", "2001:db8::1:1000 > 2001:db8::2:2000, protocol 6, ip 60, payload 0"},
    {"IPv4 in IPv6",                         eth(kIp6) + ipv6(ipv4(tcp()), {.next_header = 4}),          "eth ipv6 ip tcp", "10.0.0.1:1000 > 10.0.0.2:2000, protocol 6, ip 40, payload 0"},
    {"a bad inner header leaves the outer",  eth(kIp) + ipv4(ipv4(tcp(), {.header_words = 3, .src = 8}), {.protocol = 4}), "eth ip", "10.0.0.1 > 10.0.0.2, protocol 4, ip 60, bad_header_length"},
    {"so does a cut one",                    eth(kIp) + ipv4(cut(ipv4(tcp(), {.src = 8}), 19), {.protocol = 4}), "eth ip", "10.0.0.1 > 10.0.0.2, protocol 4, ip 39, truncated"},
    {"the inner routing is not the outer's", eth(kIp6) + ipv6(routing(41, 9) + ipv6(tcp(), {.src = 8, .dst = 7}), {.next_header = 43}), "eth ipv6 ipv6.routing ipv6 tcp", "2001:db8::8:1000 > 2001:db8::7:2000, protocol 6, ip 60, payload 0"},
};

const Case kMpls[] = {
    {"a label",                              eth(0x8847) + kLastLabel + ipv4(tcp()),                     "eth mpls ip tcp", "10.0.0.1:1000 > 10.0.0.2:2000, protocol 6, ip 40, payload 0"},
    {"a stack of them, multicast",           eth(0x8848) + kLabel + kLastLabel + ipv6(tcp()),            "eth mpls mpls ipv6 tcp", "2001:db8::1:1000 > 2001:db8::2:2000, protocol 6, ip 60, payload 0"},
    {"a pseudowire is not followed",         eth(0x8847) + kLastLabel + zeros(4) + eth(kIp) + ipv4(tcp()), "eth mpls",    ""},
    {"nor is an OAM alert",                  eth(0x8847) + hex("0000e140") + hex("4500"),                "eth mpls",       ""},
    {"nothing behind the last label",        eth(0x8847) + kLastLabel,                                   "eth mpls",       ""},
    {"cut in the second label",              eth(0x8847) + kLabel + hex("0001"),                         "eth mpls",       "truncated"},
    {"in IP",                                eth(kIp) + ipv4(kLastLabel + ipv4(tcp(), {.src = 8}), {.protocol = 137}), "eth ip mpls ip tcp", "10.0.0.8:1000 > 10.0.0.2:2000, protocol 6, ip 40, payload 0"},
    {"in UDP",                               eth(kIp) + ipv4(udp_to(6635, kLastLabel + ipv4(tcp(), {.src = 8})), {.protocol = 17}), "eth ip udp mpls ip tcp", "10.0.0.8:1000 > 10.0.0.2:2000, protocol 6, ip 40, payload 0"},
};

const Case kGtp[] = {
    {"GTP-U: the inner header counts",       eth(kIp) + ipv4(udp_to(2152, gtp(ipv4(tcp() + kAbc, {.src = 8}))), {.protocol = 17}), "eth ip udp gtp ip tcp", "10.0.0.8:1000 > 10.0.0.2:2000, protocol 6, ip 43, payload 3"},
    {"IPv6 in it",                           eth(kIp) + ipv4(udp_to(2152, gtp(ipv6(udp(8), {.next_header = 17}))), {.protocol = 17}), "eth ip udp gtp ipv6 udp", "2001:db8::1:1000 > 2001:db8::2:2000, protocol 17, ip 48, payload 0"},
    {"a later fragment in it has no ports",  eth(kIp) + ipv4(udp_to(2152, gtp(ipv4(kAbc, {.fragment = 9, .src = 8}))), {.protocol = 17}), "eth ip udp gtp ip~", "10.0.0.8 > 10.0.0.2, protocol 6, ip 23, fragment"},
    {"its own messages are UDP's",           eth(kIp) + ipv4(udp_to(2152, hex("32 01 0004 00000000 0001 0000")), {.protocol = 17}), "eth ip udp gtp", "10.0.0.1:3000 > 10.0.0.2:2152, protocol 17, ip 40, payload 12"},
    {"so is another version",                eth(kIp) + ipv4(udp_to(2152, hex("48 01 0004 00000000")), {.protocol = 17}), "eth ip udp", "10.0.0.1:3000 > 10.0.0.2:2152, protocol 17, ip 36, payload 8"},
    {"and nothing at all",                   eth(kIp) + ipv4(udp_to(2152, {}), {.protocol = 17}),        "eth ip udp",  "10.0.0.1:3000 > 10.0.0.2:2152, protocol 17, ip 28, payload 0"},
    {"a bad inner header leaves the outer",  eth(kIp) + ipv4(udp_to(2152, gtp(ipv4(tcp(), {.header_words = 3}))), {.protocol = 17}), "eth ip udp gtp", "10.0.0.1:3000 > 10.0.0.2:2152, protocol 17, ip 76, payload 48, bad_header_length"},
    {"what GTP says is shorter",             eth(kIp) + ipv4(udp_to(2152, hex("30 ff 0028 00000007") + ipv4(tcp() + kAbc)), {.protocol = 17}), "eth ip udp gtp ip tcp", "10.0.0.1:1000 > 10.0.0.2:2000, protocol 6, ip 43, payload 0"},
    {"shorter than its own header",          eth(kIp) + ipv4(udp_to(2152, hex("32 ff 0002 00000007 00000000") + ipv4(tcp())), {.protocol = 17}), "eth ip udp", "10.0.0.1:3000 > 10.0.0.2:2152, protocol 17, ip 80, payload 52, bad_length"},
    {"quoted",                               eth(kIp) + ipv4(icmp(3, 3) + ipv4(udp_to(2152, gtp(ipv4(tcp()))), {.protocol = 17}), {.protocol = 1}), "eth ip icmp ip! udp! gtp! ip! tcp!", "10.0.0.1 > 10.0.0.2, protocol 1, ip 104, icmp 3/3"},
};

const Case kCarriers[] = {
    {"GRE", eth(kIp) + ipv4(hex("0000 0800") + kInner, {.protocol = 47}), "eth ip gre ip tcp", "10.0.0.8:1000 > 10.0.0.9:2000, protocol 6, ip 40, payload 0"},
    {"GRE with a key, IPv6", eth(kIp) + ipv4(hex("2000 86dd 00000007") + ipv6(tcp()), {.protocol = 47}), "eth ip gre ipv6 tcp", "2001:db8::1:1000 > 2001:db8::2:2000, protocol 6, ip 60, payload 0"},
    {"Ethernet in GRE", eth(kIp) + ipv4(hex("0000 6558") + eth(kIp) + kInner, {.protocol = 47}), "eth ip gre eth ip tcp", "10.0.0.8:1000 > 10.0.0.9:2000, protocol 6, ip 40, payload 0"},
    {"PPP in GRE, as PPTP has it", eth(kIp) + ipv4(hex("3001 880b 002c0001 00000001 ff03 0021") + kInner, {.protocol = 47}), "eth ip gre ppp ip tcp", "10.0.0.8:1000 > 10.0.0.9:2000, protocol 6, ip 40, payload 0"},
    {"an acknowledgment of PPTP", eth(kIp) + ipv4(hex("2081 880b 00000001 00000001"), {.protocol = 47}), "eth ip gre", "10.0.0.1 > 10.0.0.2, protocol 47, ip 32"},
    {"GRE in GRE", eth(kIp) + ipv4(hex("0000 0800") + ipv4(hex("0000 0800") + kInner, {.protocol = 47}), {.protocol = 47}), "eth ip gre ip gre ip tcp", "10.0.0.8:1000 > 10.0.0.9:2000, protocol 6, ip 40, payload 0"},
    {"GRE over UDP", eth(kIp) + ipv4(udp_to(4754, hex("0000 0800") + kInner), {.protocol = 17}), "eth ip udp gre ip tcp", "10.0.0.8:1000 > 10.0.0.9:2000, protocol 6, ip 40, payload 0"},
    {"GRE cut", eth(kIp) + ipv4(hex("2000 0800 00"), {.protocol = 47}), "eth ip", "10.0.0.1 > 10.0.0.2, protocol 47, ip 25, truncated"},
    {"802.11 that an access point heard", eth(kIp) + ipv4(hex("0000 8200") + kWlan + kSnap + kInner, {.protocol = 47}), "eth ip gre wlan llc ip tcp", "10.0.0.8:1000 > 10.0.0.9:2000, protocol 6, ip 40, payload 0"},
    {"ERSPAN of the first kind", eth(kIp) + ipv4(hex("0000 88be") + eth(kIp) + kInner, {.protocol = 47}), "eth ip gre eth ip tcp", "10.0.0.8:1000 > 10.0.0.9:2000, protocol 6, ip 40, payload 0"},
    {"ERSPAN of the second", eth(kIp) + ipv4(hex("1000 88be 00000001 1000 0007 00000000") + eth(kIp) + kInner, {.protocol = 47}), "eth ip gre erspan eth ip tcp", "10.0.0.8:1000 > 10.0.0.9:2000, protocol 6, ip 40, payload 0"},
    {"Cisco's metadata", eth(kIp) + ipv4(hex("0000 8909 0800 01 01 0001 0007") + kInner, {.protocol = 47}), "eth ip gre cmd ip tcp", "10.0.0.8:1000 > 10.0.0.9:2000, protocol 6, ip 40, payload 0"},
    {"VXLAN", eth(kIp) + ipv4(udp_to(4789, hex("08000000 00002a00") + eth(kIp) + kInner), {.protocol = 17}), "eth ip udp vxlan eth ip tcp", "10.0.0.8:1000 > 10.0.0.9:2000, protocol 6, ip 40, payload 0"},
    {"ARP in it leaves the outer", eth(kIp) + ipv4(udp_to(4789, hex("08000000 00002a00") + eth(0x0806) + hex("0001 0800 06 04 0001") + zeros(20)), {.protocol = 17}), "eth ip udp vxlan eth arp", "10.0.0.1:3000 > 10.0.0.2:4789, protocol 17, ip 78, payload 50"},
    {"something else on its port", eth(kIp) + ipv4(udp_to(4789, hex("00000000 00000000") + eth(kIp)), {.protocol = 17}), "eth ip udp", "10.0.0.1:3000 > 10.0.0.2:4789, protocol 17, ip 50, payload 22"},
    {"VXLAN-GPE", eth(kIp) + ipv4(udp_to(4790, hex("0c000001 00002a00") + kInner), {.protocol = 17}), "eth ip udp vxlan ip tcp", "10.0.0.8:1000 > 10.0.0.9:2000, protocol 6, ip 40, payload 0"},
    {"a service header in it", eth(kIp) + ipv4(udp_to(4790, hex("0c000004 00002a00 0002 02 03 000007 ff") + eth(kIp) + kInner), {.protocol = 17}), "eth ip udp vxlan nsh eth ip tcp", "10.0.0.8:1000 > 10.0.0.9:2000, protocol 6, ip 40, payload 0"},
    {"a service header of an unknown protocol", eth(0x894f) + hex("0002 02 07 000007 ff"), "eth nsh", ""},
    {"Geneve", eth(kIp) + ipv4(udp_to(6081, hex("0000 6558 00002a00") + eth(kIp) + kInner), {.protocol = 17}), "eth ip udp geneve eth ip tcp", "10.0.0.8:1000 > 10.0.0.9:2000, protocol 6, ip 40, payload 0"},
    {"Teredo", eth(kIp) + ipv4(udp_to(3544, hex("0000 f227 bdfe df0d") + ipv6(tcp())), {.protocol = 17}), "eth ip udp teredo ipv6 tcp", "2001:db8::1:1000 > 2001:db8::2:2000, protocol 6, ip 60, payload 0"},
    {"Teredo without anything before IPv6", eth(kIp) + ipv4(udp_to(3544, ipv6(tcp())), {.protocol = 17}), "eth ip udp ipv6 tcp", "2001:db8::1:1000 > 2001:db8::2:2000, protocol 6, ip 60, payload 0"},
    {"AYIYA", eth(kIp) + ipv4(udp_to(5072, hex("0100 11 29 00000001 aa") + ipv6(tcp())), {.protocol = 17}), "eth ip udp ayiya ipv6 tcp", "2001:db8::1:1000 > 2001:db8::2:2000, protocol 6, ip 60, payload 0"},
    {"AYIYA carries IP only", eth(kIp) + ipv4(udp_to(5072, hex("0100 11 06 00000001 aa") + tcp()), {.protocol = 17}), "eth ip udp ayiya", "10.0.0.1:3000 > 10.0.0.2:5072, protocol 17, ip 57, payload 29"},
    {"CAPWAP", eth(kIp) + ipv4(udp_to(5247, hex("00 100300 00000000") + swapped_control(kWlan) + kSnap + kInner), {.protocol = 17}), "eth ip udp capwap.data wlan llc ip tcp", "10.0.0.8:1000 > 10.0.0.9:2000, protocol 6, ip 40, payload 0"},
    {"a fragment of CAPWAP", eth(kIp) + ipv4(udp_to(5247, hex("00 100380 00000000")), {.protocol = 17}), "eth ip udp capwap.data", "10.0.0.1:3000 > 10.0.0.2:5247, protocol 17, ip 36, payload 8"},
    {"L2TP", eth(kIp) + ipv4(udp_to(1701, hex("0002 0007 0008 ff03 0021") + kInner), {.protocol = 17}), "eth ip udp l2tp ppp ip tcp", "10.0.0.8:1000 > 10.0.0.9:2000, protocol 6, ip 40, payload 0"},
    {"Ethernet in IP", eth(kIp) + ipv4(hex("3000") + eth(kIp) + kInner, {.protocol = 97}), "eth ip etherip eth ip tcp", "10.0.0.8:1000 > 10.0.0.9:2000, protocol 6, ip 40, payload 0"},
    {"of two tunnels' ports the lower counts", eth(kIp) + ipv4(hex("12b5 0868 0012 0000") + gtp(hex("4500")), {.protocol = 17}), "eth ip udp gtp", "10.0.0.1:4789 > 10.0.0.2:2152, protocol 17, ip 38, payload 10, truncated"},
    {"PPPoE", eth(0x8864) + hex("1100 0007 002a 0021") + kInner + zeros(6), "eth pppoes ppp ip tcp", "10.0.0.8:1000 > 10.0.0.9:2000, protocol 6, ip 40, payload 0"},
    {"IPv6 in PPPoE", eth(0x8864) + hex("1100 0007 003e 0057") + ipv6(tcp()), "eth pppoes ppp ipv6 tcp", "2001:db8::1:1000 > 2001:db8::2:2000, protocol 6, ip 60, payload 0"},
    {"a control protocol of PPP", eth(0x8864) + hex("1100 0007 0006 c021 0900 0004"), "eth pppoes ppp", ""},
    {"802.1ah", eth(0x88e7) + hex("0000002a 020000000002 020000000001 0800") + kInner, "eth ieee8021ah ip tcp", "10.0.0.8:1000 > 10.0.0.9:2000, protocol 6, ip 40, payload 0"},
    {"SNAP behind an 802.3 length", eth(48) + kSnap + kInner, "eth llc ip tcp", "10.0.0.8:1000 > 10.0.0.9:2000, protocol 6, ip 40, payload 0"},
    {"padding behind an 802.3 length", eth(8) + kSnap + kInner, "eth llc", "truncated"},
    {"IPX without LLC", eth(48) + hex("ffff") + kInner, "eth", ""},
    {"ISL", hex("01000c000002 020000000001 0030") + kSnap + kInner, "eth", ""},
    {"a length above 1500", eth(1501) + kSnap + kInner, "eth", ""},
};

const Case kOtherLinks[] = {
    {"PPP", hex("ff03 0021") + kInner, "ppp ip tcp", "10.0.0.8:1000 > 10.0.0.9:2000, protocol 6, ip 40, payload 0", 0, 9},
    {"PPP, serial", hex("21") + kInner, "ppp ip tcp", "10.0.0.8:1000 > 10.0.0.9:2000, protocol 6, ip 40, payload 0", 0, 50},
    {"Cisco's HDLC as PPP", hex("0f00 0800") + kInner, "chdlc ip tcp", "10.0.0.8:1000 > 10.0.0.9:2000, protocol 6, ip 40, payload 0", 0, 50},
    {"Cisco's HDLC", hex("8f00 0800") + kInner, "chdlc ip tcp", "10.0.0.8:1000 > 10.0.0.9:2000, protocol 6, ip 40, payload 0", 0, 104},
    {"frame relay", hex("1841 03 cc") + kInner, "fr ip tcp", "10.0.0.8:1000 > 10.0.0.9:2000, protocol 6, ip 40, payload 0", 0, 107},
    {"frame relay, Cisco's form", hex("1861 0800") + kInner, "fr ip tcp", "10.0.0.8:1000 > 10.0.0.9:2000, protocol 6, ip 40, payload 0", 0, 107},
    {"FDDI", hex("50") + zeros(12) + kSnap + kInner, "fddi llc ip tcp", "10.0.0.8:1000 > 10.0.0.9:2000, protocol 6, ip 40, payload 0", 0, 10},
    {"FDDI's own frames", hex("41") + zeros(12) + kSnap + kInner, "fddi", "", 0, 10},
    {"ARCNET", hex("be00ea08 d4 00 0165") + kInner, "arcnet ip tcp", "10.0.0.8:1000 > 10.0.0.9:2000, protocol 6, ip 40, payload 0", 0, 129},
    {"IP over InfiniBand", zeros(40) + hex("0800 0000") + kInner, "ipoib ip tcp", "10.0.0.8:1000 > 10.0.0.9:2000, protocol 6, ip 40, payload 0", 0, 242},
    {"NFLOG", hex("02 00 0000 0800 0100 08000100 2c00 0900") + kInner + zeros(4), "nflog ip tcp", "10.0.0.8:1000 > 10.0.0.9:2000, protocol 6, ip 40, payload 0", 0, 239},
    {"802.11", kWlan + kSnap + kInner, "wlan llc ip tcp", "10.0.0.8:1000 > 10.0.0.9:2000, protocol 6, ip 40, payload 0", 0, 105},
    {"protected 802.11", hex("0841") + zeros(22) + kSnap + kInner, "wlan", "", 0, 105},
    {"radiotap", hex("0000 0800 00000000") + kWlan + kSnap + kInner, "radiotap wlan llc ip tcp", "10.0.0.8:1000 > 10.0.0.9:2000, protocol 6, ip 40, payload 0", 0, 127},
    {"radiotap tells of padding", hex("0000 0900 02000000 20 8801") + zeros(26) + kSnap + kInner, "radiotap wlan llc ip tcp", "10.0.0.8:1000 > 10.0.0.9:2000, protocol 6, ip 40, payload 0", 0, 127},
    {"Prism", zeros(144) + kWlan + kSnap + kInner, "prism wlan llc ip tcp", "10.0.0.8:1000 > 10.0.0.9:2000, protocol 6, ip 40, payload 0", 0, 119},
    {"AVS as Prism", hex("80211001 0000000c 00000000") + kWlan + kSnap + kInner, "wlancap wlan llc ip tcp", "10.0.0.8:1000 > 10.0.0.9:2000, protocol 6, ip 40, payload 0", 0, 119},
    {"AVS", hex("80211001 0000000c 00000000") + kWlan + kSnap + kInner, "wlancap wlan llc ip tcp", "10.0.0.8:1000 > 10.0.0.9:2000, protocol 6, ip 40, payload 0", 0, 163},
    {"PPI", hex("0000 0800 69000000") + kWlan + kSnap + kInner, "ppi wlan llc ip tcp", "10.0.0.8:1000 > 10.0.0.9:2000, protocol 6, ip 40, payload 0", 0, 192},
    {"PPI of a link type that is none", hex("0000 0800 69000100") + kWlan + kSnap + kInner, "ppi", "", 0, 192},
};

const Case kQuotes[] = {
    {"eight octets of TCP",                  eth(kIp) + ipv4(icmp(3, 1) + ipv4(cut(tcp(), 8), {.total_bytes = 40, .src = 8}), {.protocol = 1}), "eth ip icmp ip! tcp!", "10.0.0.1 > 10.0.0.2, protocol 1, ip 56, icmp 3/1"},
    {"all of TCP",                           eth(kIp) + ipv4(icmp(11) + ipv4(tcp() + kAbc, {.src = 8}), {.protocol = 1}), "eth ip icmp ip! tcp!", "10.0.0.1 > 10.0.0.2, protocol 1, ip 71, icmp 11/0"},
    {"UDP",                                  eth(kIp) + ipv4(icmp(3, 3) + ipv4(udp(11) + kAbc, {.protocol = 17}), {.protocol = 1}), "eth ip icmp ip! udp!", "10.0.0.1 > 10.0.0.2, protocol 1, ip 59, icmp 3/3"},
    {"a quote cut in IP is no defect",       eth(kIp) + ipv4(icmp(3, 1) + cut(ipv4(tcp()), 10), {.protocol = 1}), "eth ip icmp", "10.0.0.1 > 10.0.0.2, protocol 1, ip 38, icmp 3/1"},
    {"nor is a bad one",                     eth(kIp) + ipv4(icmp(3, 1) + ipv4(udp(3), {.protocol = 17}), {.protocol = 1}), "eth ip icmp ip! udp!", "10.0.0.1 > 10.0.0.2, protocol 1, ip 56, icmp 3/1"},
    {"an echo quotes nothing",               eth(kIp) + ipv4(icmp(8) + ipv4(tcp()), {.protocol = 1}),    "eth ip icmp",   "10.0.0.1 > 10.0.0.2, protocol 1, ip 68, icmp 8/0"},
    {"a quote of an error with its quote",   eth(kIp) + ipv4(icmp(3) + ipv4(icmp(11) + ipv4(tcp()), {.protocol = 1}), {.protocol = 1}), "eth ip icmp ip! icmp! ip! tcp!", "10.0.0.1 > 10.0.0.2, protocol 1, ip 96, icmp 3/0"},
    {"a quoted tunnel",                      eth(kIp) + ipv4(icmp(3) + ipv4(ipv4(tcp()), {.protocol = 4}), {.protocol = 1}), "eth ip icmp ip! ip! tcp!", "10.0.0.1 > 10.0.0.2, protocol 1, ip 88, icmp 3/0"},
    {"a quoted fragment",                    eth(kIp) + ipv4(icmp(3) + ipv4(tcp(), {.fragment = 0x2000}), {.protocol = 1}), "eth ip icmp ip!~ tcp!~", "10.0.0.1 > 10.0.0.2, protocol 1, ip 68, icmp 3/0"},
    {"ICMPv6 quotes IPv6",                   eth(kIp6) + ipv6(icmp(1, 4) + ipv6(udp(8), {.next_header = 17, .src = 8}), {.next_header = 58}), "eth ipv6 icmpv6 ipv6! udp!", "2001:db8::1 > 2001:db8::2, protocol 58, ip 96, icmp 1/4"},
    {"with its extension headers",           eth(kIp6) + ipv6(icmp(2) + ipv6(fragment(6, 1) + tcp(), {.next_header = 44}), {.next_header = 58}), "eth ipv6 icmpv6 ipv6! ipv6.fraghdr!~ tcp!~", "2001:db8::1 > 2001:db8::2, protocol 58, ip 116, icmp 2/0"},
    {"ICMPv6 does not quote IPv4",           eth(kIp6) + ipv6(icmp(1) + ipv4(tcp() + zeros(20)), {.next_header = 58}), "eth ipv6 icmpv6", "2001:db8::1 > 2001:db8::2, protocol 58, ip 108, icmp 1/0"},
};
// clang-format on

/// A frame with what was decoded from it.
struct Built {
  Octets octets;
  Frame frame;
  PacketBatch batch;
  std::span<const Layer> layers;
  Packet packet;

  explicit Built(Octets from) : octets(std::move(from)), frame(frame_of(octets, 0, kEthernet)) {
    batch.decode({&frame, 1});
    layers = batch.layers(0);
    packet = batch[0].packet;
  }
};

void layers_say_where_they_lie(void**) {
  const Built built(eth(0x8100) + vlan(5, kIp) + ipv4(tcp({.options = kWord}) + kAbc));
  const auto layers = built.layers;
  assert_int_equal(layers.size(), 4);
  assert_int_equal(layers[1].offset, 14);
  assert_int_equal(layers[2].offset, 18);
  assert_int_equal(layers[3].offset, 38);
  assert_int_equal(layers[3].header_bytes, 24);
  assert_ptr_equal(built.packet.payload.data(), built.frame.bytes.data() + 62);
}

void tcp_values_are_the_headers(void**) {
  const Built built(eth(kIp) + ipv4(tcp({.flags = 0x012})));
  assert_true(built.packet.is_syn_ack());
  assert_false(built.packet.is_syn());
  assert_int_equal(built.packet.tcp_seq, 100);
  assert_int_equal(built.packet.tcp_ack, 200);
  assert_int_equal(built.packet.tcp_window, 512);
  assert_true(built.packet.is_tcp_complete);
  assert_true(built.packet.is_tcp());
}

void a_tcp_header_longer_than_its_segment_is_not_complete(void**) {
  const Built built(eth(kIp) + ipv4(tcp({.header_words = 6})));
  assert_true(built.packet.is_tcp());
  assert_false(built.packet.is_tcp_complete);
}

void a_transport_without_its_header_is_none(void**) {
  const Octets whole = eth(kIp) + ipv4(tcp());
  assert_true(Built(cut(whole, 50)).packet.is_tcp());
  assert_false(Built(cut(whole, 49)).packet.is_tcp());
  assert_true(Built(cut(whole, 49)).packet.has_ports);
  assert_int_equal(Built(eth(kIp) + ipv4(udp(7), {.protocol = 17})).packet.transport,
                   Protocol::none);
}

void a_frame_of_nothing_but_headers_ends(void**) {
  Octets octets = tcp();
  for (int i = 0; i < 100; ++i) octets = ipv4(octets, {.protocol = 4});
  const Built built(eth(kIp) + octets);
  assert_int_equal(built.packet.defect, Defect::too_many_layers);
  assert_int_equal(built.layers.size(), 64);
}

void the_first_defect_stays(void**) {
  const Octets whole = eth(kIp) + ipv4(tcp());
  Frame frames[] = {frame_of(whole, 0, kEthernet), frame_of(whole, 0, kEthernet)};
  frames[0].is_time_bad = true;
  frames[1].is_time_bad = true;
  frames[1].bytes = frames[1].bytes.first(20);
  PacketBatch batch;
  batch.decode(frames);
  assert_int_equal(batch[0].packet.defect, Defect::bad_time);
  assert_int_equal(batch[1].packet.defect, Defect::truncated);
}

void the_innermost_layer_is_never_a_quoted_one(void**) {
  const Built built(eth(kIp) + ipv4(icmp(3) + ipv4(tcp(), {.src = 8}), {.protocol = 1}));
  assert_int_equal(innermost(built.layers, Protocol::ipv4)->offset, 14);
  assert_null(innermost(built.layers, Protocol::tcp));
}

void packet_at_reads_a_quoted_header(void**) {
  const Built built(eth(kIp) + ipv4(icmp(3) + ipv4(tcp({.flags = 0x002}), {.src = 8, .dst = 9}),
                                    {.protocol = 1}));
  const Packet quoted = packet_at(built.frame, built.layers, 4);
  assert_string_equal(describe(quoted).c_str(),
                      "10.0.0.8:1000 > 10.0.0.9:2000, protocol 6, ip 40, payload 0");
  assert_true(quoted.is_tcp());
  assert_true(quoted.is_syn());
}

void packet_at_reads_no_more_than_was_quoted(void**) {
  const Built built(eth(kIp) + ipv4(icmp(3) + ipv4(cut(tcp(), 8), {.total_bytes = 40, .src = 8}),
                                    {.protocol = 1}));
  const Packet quoted = packet_at(built.frame, built.layers, 4);
  assert_int_equal(quoted.src_port, 1000);
  assert_false(quoted.is_tcp());
}

void packet_at_stops_at_the_layer(void**) {
  const Built built(eth(kIp) + ipv4(ipv4(tcp(), {.src = 8, .dst = 9}), {.protocol = 4}));
  assert_string_equal(describe(packet_at(built.frame, built.layers, 1)).c_str(),
                      "10.0.0.1 > 10.0.0.2, protocol 4, ip 60");
  assert_true(packet_at(built.frame, built.layers, 3).src == built.packet.src);
}

void a_batch_is_its_frames_in_order(void**) {
  const Octets first = eth(kIp) + ipv4(tcp() + kAbc);
  const Octets second = eth(0x0806);
  const Octets third = eth(0x8100) + vlan(5, kIp6) + ipv6(udp(8), {.next_header = 17});
  const Frame frames[] = {frame_of(first, 0, kEthernet), frame_of(second, 0, kEthernet),
                          frame_of(third, 0, kEthernet)};
  PacketBatch batch;
  for (int i = 0; i < 2; ++i) {
    batch.decode(frames);
    assert_int_equal(batch.size(), 3);
    assert_string_equal(describe(batch.layers(0)).c_str(), "eth ip tcp");
    assert_string_equal(describe(batch.layers(1)).c_str(), "eth");
    assert_string_equal(describe(batch[2].layers).c_str(), "eth vlan ipv6 udp");
    assert_int_equal(batch[0].packet.payload_bytes, 3);
    assert_int_equal(batch[1].packet.defect, Defect::truncated);
    assert_ptr_equal(&batch[2].frame, &frames[2]);
  }
  const std::size_t rows[] = {0, 2};
  PacketBatch picked;
  for (int i = 0; i < 2; ++i) {
    picked.pick(batch, rows);
    assert_int_equal(picked.size(), 2);
    assert_string_equal(describe(picked.layers(0)).c_str(), "eth ip tcp");
    assert_string_equal(describe(picked[1].layers).c_str(), "eth vlan ipv6 udp");
    assert_int_equal(picked[0].packet.payload_bytes, 3);
    assert_int_equal(picked.frames()[1].bytes.size(), third.size());
  }
  batch.decode({});
  assert_int_equal(batch.size(), 0);
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      cmocka_unit_test(layers_say_where_they_lie),
      cmocka_unit_test(tcp_values_are_the_headers),
      cmocka_unit_test(a_tcp_header_longer_than_its_segment_is_not_complete),
      cmocka_unit_test(a_transport_without_its_header_is_none),
      cmocka_unit_test(a_frame_of_nothing_but_headers_ends),
      cmocka_unit_test(the_first_defect_stays),
      cmocka_unit_test(the_innermost_layer_is_never_a_quoted_one),
      cmocka_unit_test(packet_at_reads_a_quoted_header),
      cmocka_unit_test(packet_at_reads_no_more_than_was_quoted),
      cmocka_unit_test(packet_at_stops_at_the_layer),
      cmocka_unit_test(a_batch_is_its_frames_in_order),
  };
  int failed = cmocka_run_group_tests(tests, nullptr, nullptr);
  for (const auto table : {std::span<const Case>(kTransports), std::span<const Case>(kLinks),
                           std::span<const Case>(kLengths), std::span<const Case>(kCut),
                           std::span<const Case>(kExtensions), std::span<const Case>(kFragments),
                           std::span<const Case>(kTunnels), std::span<const Case>(kMpls),
                           std::span<const Case>(kGtp), std::span<const Case>(kCarriers),
                           std::span<const Case>(kOtherLinks), std::span<const Case>(kQuotes)})
    failed += run_table<Case>(table, check_decode);
  return failed;
}
