#include "core/flow/tuple.h"

#include <set>
#include <string>

#include "core/flow/keys.h"
#include "tests/unit/flow/packets.h"
#include "tests/unit/packet/describe.h"
#include "tests/unit/testing.h"

using namespace flowstat;
using namespace packets;

namespace {

Packet rerouted(Packet packet, const char* dst) {
  packet.dst = address(dst);
  packet.is_rerouted = true;
  return packet;
}

struct Case {
  const char* name;
  Packet packet;
  const char* tuple;
  bool is_from_a;
};

// clang-format off
const Case kCases[] = {
    {"the lower address is a",           tcp("10.0.0.1", 2000, "10.0.0.2", 1000),    "6 10.0.0.1:2000 10.0.0.2:1000",  true},
    {"also from the other side",         tcp("10.0.0.2", 1000, "10.0.0.1", 2000),    "6 10.0.0.1:2000 10.0.0.2:1000",  false},
    {"addresses compare as octets",      udp("9.255.255.255", 1, "128.0.0.0", 2),    "17 9.255.255.255:1 128.0.0.0:2", true},
    {"equal addresses: the lower port",  tcp("10.0.0.1", 2000, "10.0.0.1", 1000),    "6 10.0.0.1:1000 10.0.0.1:2000",  false},
    {"ports compare as numbers",         tcp("10.0.0.1", 255, "10.0.0.1", 256),      "6 10.0.0.1:255 10.0.0.1:256",    true},
    {"both ends equal",                  tcp("10.0.0.1", 1000, "10.0.0.1", 1000),    "6 10.0.0.1:1000 10.0.0.1:1000",  true},
    {"IPv6",                             tcp("2001:db8::2", 1, "2001:db8::1", 2),    "6 2001:db8::1:2 2001:db8::2:1",  false},
    {"IPv6, the last octets decide",     udp("::1:0:0:0", 1, "::2", 2),              "17 ::2:2 ::1:0:0:0:1",           false},
    {"port 0 is a port",                 udp("10.0.0.2", 0, "10.0.0.1", 0),          "17 10.0.0.1:0 10.0.0.2:0",       false},
    {"SCTP",                             sctp("10.0.0.2", 7, "10.0.0.1", 80),        "132 10.0.0.1:80 10.0.0.2:7",     false},
    {"no ports in a later fragment",     ip("10.0.0.2", "10.0.0.1", 17),             "17 10.0.0.1 10.0.0.2",           false},
    {"another protocol",                 ip("10.0.0.1", "10.0.0.2", 50),             "50 10.0.0.1 10.0.0.2",           true},
    {"a routing header's destination",   rerouted(tcp("10.0.0.2", 1, "10.0.0.3", 2), "10.0.0.1"), "6 10.0.0.1:2 10.0.0.2:1", false},
    {"an echo request",                  icmp("10.0.0.1", "10.0.0.2", 8),            "1 10.0.0.1:8 10.0.0.2:0",        true},
    {"its reply",                        icmp("10.0.0.2", "10.0.0.1", 0),            "1 10.0.0.1:8 10.0.0.2:0",        false},
    {"a request from the higher one",    icmp("10.0.0.2", "10.0.0.1", 8),            "1 10.0.0.1:0 10.0.0.2:8",        false},
    {"an echo to oneself",               icmp("10.0.0.1", "10.0.0.1", 8),            "1 10.0.0.1:0 10.0.0.1:8",        false},
    {"its code says nothing",            icmp("10.0.0.1", "10.0.0.2", 8, 5),         "1 10.0.0.1:8 10.0.0.2:0",        true},
    {"unreachable is one-way",           icmp("10.0.0.1", "10.0.0.2", 3, 4),         "1 10.0.0.1:3 10.0.0.2:4",        true},
    {"one-way is never swapped",         icmp("10.0.0.2", "10.0.0.1", 3, 4),         "1 10.0.0.2:3 10.0.0.1:4",        true},
    {"an echo over IPv6",                icmp("fe80::2", "fe80::1", 128),            "58 fe80::1:129 fe80::2:128",     false},
    {"one-way over IPv6",                icmp("fe80::2", "fe80::1", 1, 4),           "58 fe80::2:1 fe80::1:4",         true},
    {"types of ICMP are others in IPv6", icmp("fe80::1", "fe80::2", 8, 3),           "58 fe80::1:8 fe80::2:3",         true},
    {"ICMP cut before its type",         ip("10.0.0.2", "10.0.0.1", 1),              "1 10.0.0.1 10.0.0.2",            false},
};
// clang-format on

std::string describe_tuple(const Tuple& tuple) {
  const auto port = [&](std::uint16_t number) {
    return tuple.has_ports ? ":" + std::to_string(number) : "";
  };
  return std::to_string(tuple.protocol) + " " + describe(tuple.a_address()) + port(tuple.a_port) +
         " " + describe(tuple.b_address()) + port(tuple.b_port);
}

void check_key(void** state) {
  const Case& row = row_of<Case>(state);
  const TupleHasher hasher;

  const Key key = key_of(row.packet, hasher);

  assert_string_equal(describe_tuple(key.tuple).c_str(), row.tuple);
  assert_int_equal(key.is_from_a, row.is_from_a);
  assert_int_equal(key.hash, hasher(key.tuple));
  assert_int_equal(key.tuple.version, row.packet.src.version);
}

struct IcmpCase {
  const char* name;
  Protocol transport;
  std::uint8_t request;
  std::uint8_t reply;
};

// clang-format off
const IcmpCase kPairs[] = {
    {"echo",                        Protocol::icmp,   8,   0},
    {"router advertisement",        Protocol::icmp,   10,  9},
    {"timestamp",                   Protocol::icmp,   13,  14},
    {"information",                 Protocol::icmp,   15,  16},
    {"address mask",                Protocol::icmp,   17,  18},
    {"IPv6 echo",                   Protocol::icmpv6, 128, 129},
    {"listener query and report",   Protocol::icmpv6, 130, 131},
    {"router solicitation",         Protocol::icmpv6, 133, 134},
    {"neighbor solicitation",       Protocol::icmpv6, 135, 136},
    {"node information",            Protocol::icmpv6, 139, 140},
    {"home agent discovery",        Protocol::icmpv6, 144, 145},
};
// clang-format on

void check_pair(void** state) {
  const IcmpCase& row = row_of<IcmpCase>(state);
  const IcmpPorts request = icmp_ports(row.transport, row.request, 9);
  const IcmpPorts reply = icmp_ports(row.transport, row.reply, 9);
  assert_false(request.is_one_way || reply.is_one_way);
  assert_int_equal(request.src, row.request);
  assert_int_equal(request.dst, row.reply);
  assert_int_equal(reply.src, row.reply);
  assert_int_equal(reply.dst, row.request);
}

void no_other_type_is_paired(void**) {
  int paired = 0;
  for (int type = 0; type < 256; ++type) {
    for (const Protocol transport : {Protocol::icmp, Protocol::icmpv6}) {
      const IcmpPorts ports = icmp_ports(transport, static_cast<std::uint8_t>(type), 7);
      if (ports.is_one_way) assert_int_equal(ports.dst, 7);
      if (!ports.is_one_way) ++paired;
    }
  }
  assert_int_equal(paired, 2 * std::size(kPairs));
}

void every_part_of_a_tuple_tells_it_from_others(void**) {
  const Packet packets[] = {
      tcp("10.0.0.1", 1000, "10.0.0.2", 2000), tcp("10.0.0.3", 1000, "10.0.0.2", 2000),
      tcp("10.0.0.1", 1000, "10.0.0.4", 2000), tcp("10.0.0.1", 1001, "10.0.0.2", 2000),
      tcp("10.0.0.1", 1000, "10.0.0.2", 2001), tcp("10.0.0.1", 2000, "10.0.0.2", 1000),
      udp("10.0.0.1", 1000, "10.0.0.2", 2000), ip("10.0.0.1", "10.0.0.2", 6),
      udp("10.0.0.1", 0, "10.0.0.2", 0),       ip("10.0.0.1", "10.0.0.2", 17),
      tcp("a00:1::", 1000, "a00:2::", 2000),
  };
  const TupleHasher hasher;
  for (const Packet& one : packets)
    for (const Packet& other : packets)
      assert_int_equal(key_of(one, hasher).tuple == key_of(other, hasher).tuple, &one == &other);
}

void hashers_have_secrets_of_their_own(void**) {
  const Tuple tuple = key_of(tcp("10.0.0.1", 1, "10.0.0.2", 2), TupleHasher()).tuple;
  std::set<std::uint32_t> hashes;
  for (int i = 0; i < 8; ++i) hashes.insert(TupleHasher()(tuple));
  assert_true(hashes.size() > 1);
}

void near_tuples_have_far_hashes(void**) {
  const TupleHasher hasher;
  std::set<std::uint32_t> low_bits;
  for (std::uint16_t port = 0; port < 1000; ++port)
    low_bits.insert(key_of(tcp("10.0.0.1", port, "10.0.0.2", 80), hasher).hash & 0xffff);
  assert_true(low_bits.size() > 900);  // 992 are to be expected
}

void keys_are_made_for_packets_with_ip(void**) {
  const Packet packets[] = {tcp("10.0.0.2", 1, "10.0.0.1", 2), Packet{},
                            udp("10.0.0.1", 3, "10.0.0.2", 4)};
  Keys keys;
  const auto taken = keys.take(packets);
  assert_int_equal(taken.size(), 3);
  assert_true(taken[0].tuple == key_of(packets[0], keys.hasher()).tuple);
  assert_true(taken[2].tuple == key_of(packets[2], keys.hasher()).tuple);
  assert_int_equal(keys.take(std::span(packets).first(1)).size(), 1);
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      cmocka_unit_test(no_other_type_is_paired),
      cmocka_unit_test(every_part_of_a_tuple_tells_it_from_others),
      cmocka_unit_test(hashers_have_secrets_of_their_own),
      cmocka_unit_test(near_tuples_have_far_hashes),
      cmocka_unit_test(keys_are_made_for_packets_with_ip),
  };
  int failed = cmocka_run_group_tests(tests, nullptr, nullptr);
  failed += run_table<Case>(kCases, check_key);
  return failed + run_table<IcmpCase>(kPairs, check_pair);
}
