#include "core/flow/community_id.h"

#include <string>

#include "tests/unit/flow/packets.h"
#include "tests/unit/testing.h"

using namespace flowstat;
using namespace packets;

namespace {

struct Case {
  const char* name;
  Packet packet;
  const char* text;
  std::uint16_t seed = 0;
};

// The vectors of the Community ID specification.
// clang-format off
const Case kCases[] = {
    {"TCP",                         tcp("128.232.110.120", 34855, "66.35.250.204", 80),  "1:LQU9qZlK+B5F3KDmev6m5PMibrg="},
    {"TCP, the other way",          tcp("66.35.250.204", 80, "128.232.110.120", 34855),  "1:LQU9qZlK+B5F3KDmev6m5PMibrg="},
    {"TCP, seed 1",                 tcp("128.232.110.120", 34855, "66.35.250.204", 80),  "1:3V71V58M3Ksw/yuFALMcW0LAHvc=", 1},
    {"TCP, seed 1, the other way",  tcp("66.35.250.204", 80, "128.232.110.120", 34855),  "1:3V71V58M3Ksw/yuFALMcW0LAHvc=", 1},
    {"TCP, ports that order tells", tcp("10.0.0.1", 10, "10.0.0.2", 11569),              "1:SXBGMX1lBOwhhoDrZynfROxnhnM="},
    {"UDP",                         udp("192.168.1.52", 54585, "8.8.8.8", 53),           "1:d/FP5EW3wiY1vCndhwleRRKHowQ="},
    {"UDP, the other way",          udp("8.8.8.8", 53, "192.168.1.52", 54585),           "1:d/FP5EW3wiY1vCndhwleRRKHowQ="},
    {"SCTP",                        sctp("192.168.170.8", 7, "192.168.170.56", 80),      "1:jQgCxbku+pNGw8WPbEc/TS/uTpQ="},
    {"SCTP, the other way",         sctp("192.168.170.56", 80, "192.168.170.8", 7),      "1:jQgCxbku+pNGw8WPbEc/TS/uTpQ="},
    {"ICMP echo",                   icmp("192.168.0.89", "192.168.0.1", 8),              "1:X0snYXpgwiv9TZtqg64sgzUn6Dk="},
    {"ICMP echo reply",             icmp("192.168.0.1", "192.168.0.89", 0),              "1:X0snYXpgwiv9TZtqg64sgzUn6Dk="},
    {"ICMP type 20 code 0",         icmp("192.168.0.89", "192.168.0.1", 20, 0),          "1:3o2RFccXzUgjl7zDpqmY7yJi8rI="},
    {"ICMP type 20 code 1",         icmp("192.168.0.89", "192.168.0.1", 20, 1),          "1:tz/fHIDUHs19NkixVVoOZywde+I="},
    {"neighbor solicitation",       icmp("fe80::200:86ff:fe05:80da", "fe80::260:97ff:fe07:69ea", 135), "1:dGHyGvjMfljg6Bppwm3bg0LO8TY="},
    {"neighbor advertisement",      icmp("fe80::260:97ff:fe07:69ea", "fe80::200:86ff:fe05:80da", 136), "1:dGHyGvjMfljg6Bppwm3bg0LO8TY="},
};
// clang-format on

std::string text_of(const Packet& packet, std::uint16_t seed = 0) {
  const Sha1 digest = community_digest(key_of(packet, TupleHasher()).tuple, seed);
  return std::string(community_id_text(digest).view());
}

void check(void** state) {
  const Case& row = row_of<Case>(state);
  assert_string_equal(text_of(row.packet, row.seed).c_str(), row.text);
}

void without_ports_the_message_ends_behind_the_protocol(void**) {
  const std::uint8_t message[] = {0, 0, 10, 0, 0, 1, 10, 0, 0, 2, 17, 0};
  const std::string wanted(community_id_text(sha1(message)).view());
  assert_string_equal(text_of(ip("10.0.0.1", "10.0.0.2", 17)).c_str(), wanted.c_str());
  assert_string_equal(text_of(ip("10.0.0.2", "10.0.0.1", 17)).c_str(), wanted.c_str());
}

void one_way_messages_differ_by_direction(void**) {
  const std::string there = text_of(icmp("192.168.0.89", "192.168.0.1", 20));
  const std::string back = text_of(icmp("192.168.0.1", "192.168.0.89", 20));
  assert_string_not_equal(there.c_str(), back.c_str());
}

void the_hash_is_never_negative(void**) {
  Sha1 digest{};
  digest.fill(0xff);
  assert_int_equal(first_63_bits(digest).value, INT64_MAX);
  digest = {0x80, 0, 0, 0, 0, 0, 0, 5, 9};
  assert_int_equal(first_63_bits(digest).value, 5);
  digest = {0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef};
  assert_int_equal(first_63_bits(digest).value, 0x0123456789abcdef);
}

void text_is_padded_base64(void**) {
  Sha1 digest{};
  assert_true(community_id_text(digest).view() == "1:AAAAAAAAAAAAAAAAAAAAAAAAAAA=");
  digest.fill(0xff);
  assert_true(community_id_text(digest).view() == "1://////////////////////////8=");
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      cmocka_unit_test(without_ports_the_message_ends_behind_the_protocol),
      cmocka_unit_test(one_way_messages_differ_by_direction),
      cmocka_unit_test(the_hash_is_never_negative),
      cmocka_unit_test(text_is_padded_base64),
  };
  const int failed = cmocka_run_group_tests(tests, nullptr, nullptr);
  return failed + run_table<Case>(kCases, check);
}
