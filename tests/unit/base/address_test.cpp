#include "core/base/address.h"

#include <arpa/inet.h>

#include <random>
#include <string>

#include "tests/unit/hex.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

struct Case {
  const char* name;
  Octets octets;
  const char* text;
};

// clang-format off
const Case kCases[] = {
    {"IPv4",                                    hex("c0a8 0001"),                                  "192.168.0.1"},
    {"IPv4, three digits each",                 hex("ffff ffff"),                                  "255.255.255.255"},
    {"IPv4, one digit each",                    hex("0000 0000"),                                  "0.0.0.0"},
    {"no zero is written first, 4.1",           hex("20010db8 0001000a 00ab0abc abcd0001"),        "2001:db8:1:a:ab:abc:abcd:1"},
    {"the longest run shrinks, 4.2.3",          hex("20010db8 00000001 00000000 00000001"),        "2001:db8:0:1::1"},
    {"of equal runs the first shrinks, 4.2.3",  hex("20010db8 00000000 00010000 00000001"),        "2001:db8::1:0:0:1"},
    {"a single zero does not shrink, 4.2.2",    hex("20010db8 00000001 00010001 00010001"),        "2001:db8:0:1:1:1:1:1"},
    {"a run at the front",                      hex("00000000 00000001 00020003 00040005"),        "::1:2:3:4:5"},
    {"a run at the end",                        hex("00010002 00030004 00050000 00000000"),        "1:2:3:4:5::"},
    {"nothing but zeros",                       hex("00000000 00000000 00000000 00000000"),        "::"},
    {"loopback",                                hex("00000000 00000000 00000000 00000001"),        "::1"},
    {"seven zero groups",                       hex("00010000 00000000 00000000 00000000"),        "1::"},
    {"lower case, 4.3",                         hex("abcdef01 ffffffff ffffffff ffffffff"),        "abcd:ef01:ffff:ffff:ffff:ffff:ffff:ffff"},
    {"IPv4-mapped, 5",                          hex("00000000 00000000 0000ffff c0000201"),        "::ffff:192.0.2.1"},
    {"IPv4-compatible",                         hex("00000000 00000000 00000000 c0000201"),        "::192.0.2.1"},
    {"a last group alone is no IPv4",           hex("00000000 00000000 00000000 00000201"),        "::201"},
    {"ffff one group early is no IPv4",         hex("00000000 00000000 ffff0000 c0000201"),        "::ffff:0:c000:201"},
};
// clang-format on

std::string text_of(const Octets& octets) {
  const auto address =
      octets.size() == 4 ? IpAddress::v4(octets.data()) : IpAddress::v6(octets.data());
  char text[kIpTextBytes];
  return {text, write_address(address, text)};
}

std::string as_system_writes(const Octets& octets) {
  char text[INET6_ADDRSTRLEN];
  return inet_ntop(octets.size() == 4 ? AF_INET : AF_INET6, octets.data(), text, sizeof text);
}

void check_text(void** state) {
  const Case& row = row_of<Case>(state);

  assert_string_equal(text_of(row.octets).c_str(), row.text);
  assert_string_equal(as_system_writes(row.octets).c_str(), row.text);
}

/// Octets that are zero as often as not, so that runs of every length and place come up.
Octets random_octets(std::size_t size, std::mt19937& random) {
  Octets octets(size);
  for (std::size_t i = 0; i < size; i += 2) {
    if (random() % 2 == 0) continue;
    octets[i] = static_cast<std::uint8_t>(random() % 3 == 0 ? 0xff : random());
    octets[i + 1] = static_cast<std::uint8_t>(random() % 3 == 0 ? 0xff : random());
  }
  return octets;
}

void random_addresses_are_written_as_by_inet_ntop(void**) {
  std::mt19937 random(5952);
  for (int i = 0; i < 50000; ++i) {
    const Octets octets = random_octets(i % 4 == 0 ? 4 : 16, random);
    assert_string_equal(text_of(octets).c_str(), as_system_writes(octets).c_str());
  }
}

void no_address_is_no_text(void**) {
  char text[kIpTextBytes];
  assert_ptr_equal(write_address(IpAddress{}, text), text);
  assert_true(IpAddress{}.bytes().empty());
}

void addresses_of_one_version_are_ordered_by_octets(void**) {
  const auto low = IpAddress::v4(hex("0a0000ff").data());
  const auto high = IpAddress::v4(hex("c0000001").data());
  assert_true(low < high);
  const auto low6 = IpAddress::v6(hex("20010db8 00000000 00000000 000000ff").data());
  const auto high6 = IpAddress::v6(hex("20010db8 00000000 00000001 00000000").data());
  assert_true(low6 < high6);
}

void the_version_tells_apart_and_says_how_many_octets(void**) {
  const auto v4 = IpAddress::v4(zeros(4).data());
  const auto v6 = IpAddress::v6(zeros(16).data());
  assert_true(v4 != v6);
  assert_true(v4 != IpAddress{});
  assert_int_equal(v4.bytes().size(), 4);
  assert_int_equal(v6.bytes().size(), 16);
}

void a_mac_address_has_six_pairs(void**) {
  char text[kMacTextBytes];
  const std::string written(text,
                            write_address(MacAddress{{0x00, 0x1b, 0x21, 0xff, 0x4d, 0x0e}}, text));
  assert_string_equal(written.c_str(), "00:1b:21:ff:4d:0e");
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      cmocka_unit_test(random_addresses_are_written_as_by_inet_ntop),
      cmocka_unit_test(no_address_is_no_text),
      cmocka_unit_test(addresses_of_one_version_are_ordered_by_octets),
      cmocka_unit_test(the_version_tells_apart_and_says_how_many_octets),
      cmocka_unit_test(a_mac_address_has_six_pairs),
  };
  const int failed = run_table<Case>(kCases, check_text);
  return failed + cmocka_run_group_tests(tests, nullptr, nullptr);
}
