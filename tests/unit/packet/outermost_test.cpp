#include "core/packet/outermost.h"

#include "tests/unit/packet/describe.h"
#include "tests/unit/packet/frames.h"
#include "tests/unit/testing.h"

using namespace flowstat;
using namespace frames;

namespace {

struct Case {
  const char* name;
  Octets octets;
  const char* packet;
};

constexpr std::uint16_t kIp = 0x0800;
const Octets kInner = ipv4(tcp(), {.src = 8, .dst = 9});

// clang-format off
const Case kCases[] = {
    {"one IP header",                  eth(kIp) + kInner,                                                  "10.0.0.8:1000 > 10.0.0.9:2000, protocol 6, ip 40, payload 0"},
    {"IP in IP",                       eth(kIp) + ipv4(kInner, {.protocol = 4}),                           "10.0.0.1 > 10.0.0.2, protocol 4, ip 60"},
    {"a tunnel over UDP is UDP",       eth(kIp) + ipv4(udp_to(2152, gtp(kInner)), {.protocol = 17}),       "10.0.0.1:3000 > 10.0.0.2:2152, protocol 17, ip 76, payload 48"},
    {"MPLS below IP is no tunnel",     eth(0x8847) + kLastLabel + kInner,                                  "10.0.0.8:1000 > 10.0.0.9:2000, protocol 6, ip 40, payload 0"},
    {"a quoted header is never it",    eth(kIp) + ipv4(icmp(3) + kInner, {.protocol = 1}),                 "10.0.0.1 > 10.0.0.2, protocol 1, ip 68, icmp 3/0"},
    {"no IP at all",                   eth(0x0806) + zeros(28),                                            ""},
};
// clang-format on

void check_outermost(void** state) {
  const Case& row = row_of<Case>(state);
  Frame frame;
  frame.bytes = row.octets;
  frame.wire_bytes = static_cast<std::uint32_t>(row.octets.size());
  frame.link_type = 1;
  PacketBatch batch;
  batch.decode({&frame, 1});

  assert_string_equal(describe(outermost_packet(batch[0])).c_str(), row.packet);
}

}  // namespace

int main() {
  return run_table<Case>(kCases, check_outermost);
}
