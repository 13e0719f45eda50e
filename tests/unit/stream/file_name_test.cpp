#include "core/stream/file_name.h"

#include <arpa/inet.h>

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "core/base/time.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

IpAddress address(const char* text) {
  std::uint8_t octets[16];
  if (inet_pton(AF_INET, text, octets) == 1) return IpAddress::v4(octets);
  assert_int_equal(inet_pton(AF_INET6, text, octets), 1);
  return IpAddress::v6(octets);
}

std::int64_t time_ns(const char* text) {
  return parse_time(text)->ns;
}

/// tcpflow's tests/test7-three-flows.pcap: the same ports three times; flow 1 of it, forward.
StreamName three_flows() {
  return {.flow_id = 1,
          .direction = Direction::forward,
          .src = address("172.16.5.2"),
          .dst = address("172.16.5.92"),
          .src_port = 5678,
          .dst_port = 9999,
          .src_mac = {{0x00, 0x0e, 0x7f, 0x30, 0xfe, 0xba}},
          .dst_mac = {{0x00, 0x0b, 0xdb, 0x92, 0x79, 0x20}},
          .first_time_ns = time_ns("2011-04-21T19:59:22.302862Z"),
          .repeat = 1};
}

/// Flow 0 of the same capture, backward.
StreamName three_flows_back() {
  StreamName stream = three_flows();
  std::swap(stream.src, stream.dst);
  std::swap(stream.src_port, stream.dst_port);
  std::swap(stream.src_mac, stream.dst_mac);
  stream.flow_id = 0;
  stream.direction = Direction::backward;
  stream.first_time_ns = time_ns("2011-04-21T19:55:57.32196Z");
  stream.repeat = 0;
  return stream;
}

/// libtrace's test/traces/vlan.pcap: flow 1, forward.
StreamName vlan() {
  return {.flow_id = 1,
          .direction = Direction::forward,
          .src = address("131.151.32.21"),
          .dst = address("131.151.32.129"),
          .src_port = 6000,
          .dst_port = 1173,
          .src_mac = {{0x00, 0x60, 0x08, 0x9f, 0xb1, 0xf3}},
          .dst_mac = {{0x00, 0x40, 0x05, 0x40, 0xef, 0x24}},
          .vlan_id = 32,
          .first_time_ns = time_ns("1999-11-05T18:20:40.16235Z"),
          .repeat = 0};
}

/// tcpflow's tests/test3.pcap: flow 0, backward.
StreamName ipv6() {
  return {.flow_id = 0,
          .direction = Direction::backward,
          .src = address("2001:6f8:900:7c0::2"),
          .dst = address("2001:6f8:102d:0:2d0:9ff:fee3:e8de"),
          .src_port = 80,
          .dst_port = 59201,
          .src_mac = {{0x00, 0x11, 0x25, 0x82, 0x95, 0xb5}},
          .dst_mac = {{0x00, 0xd0, 0x09, 0xe3, 0xe8, 0xde}},
          .first_time_ns = time_ns("2007-08-05T19:16:44.189938Z"),
          .repeat = 0};
}

/// One of 1100 whole connections in a row, of which tcpflow wrote both directions.
StreamName one_of_many() {
  return {.flow_id = 1050, .direction = Direction::backward};
}

StreamName home() {
  return {.flow_id = 12,
          .direction = Direction::forward,
          .src = address("192.168.1.102"),
          .dst = address("74.125.19.101"),
          .src_port = 50956,
          .dst_port = 80};
}

StreamName link_local() {
  StreamName stream = home();
  stream.direction = Direction::backward;
  stream.src = address("fe80::1");
  stream.dst = address("::ffff:192.0.2.1");
  return stream;
}

StreamName unknown() {
  return {};
}

StreamName later(std::int64_t flow_id) {
  StreamName stream = unknown();
  stream.flow_id = flow_id;
  return stream;
}
StreamName millionth() {
  return later(1'234'567);
}
StreamName billionth() {
  return later(1'617'283'945'506);
}

struct Case {
  const char* name;
  StreamName (*stream)();
  const char* text;  ///< The template.
  const char* path;  ///< As it is; of tcpflow's tokens what `tcpflow -T` 1.6.1 printed.
};

// clang-format off
const Case kCases[] = {
    // tcpflow's tokens: what it printed
    {"%A: three digits an octet",             three_flows,      "%A",       "172.016.005.002"},
    {"%a: five digits",                       three_flows,      "%a",       "05678"},
    {"%B: three digits an octet",             three_flows,      "%B",       "172.016.005.092"},
    {"%b: five digits",                       three_flows,      "%b",       "09999"},
    {"%A: IPv6",                              ipv6,             "%A",       "2001:6f8:900:7c0::2"},
    {"%a: with IPv6",                         ipv6,             "%a",       "00080"},
    {"%B: IPv6",                              ipv6,             "%B",       "2001:6f8:102d:0:2d0:9ff:fee3:e8de"},
    {"%b: with IPv6",                         ipv6,             "%b",       "59201"},
    {"%E: of the sender",                     three_flows,      "%E",       "00:0e:7f:30:fe:ba"},
    {"%E: of the sender, backward",           three_flows_back, "%E",       "00:0b:db:92:79:20"},
    {"%e: of the other",                      three_flows,      "%e",       "00:0b:db:92:79:20"},
    {"%V: without a VLAN",                    three_flows,      "V%V",      "V"},
    {"%V: with a VLAN",                       vlan,             "V%V",      "V--"},
    {"%v: without a VLAN",                    three_flows,      "v%v",      "v"},
    {"%v: with a VLAN",                       vlan,             "v%v",      "v32"},
    {"%T: to the second",                     three_flows,      "%T",       "2011-04-21T19:59:22Z"},
    {"%T: before 2000",                       vlan,             "%T",       "1999-11-05T18:20:40Z"},
    {"%t: to the second",                     three_flows,      "%t",       "1303415962"},
    {"%C: the first",                         three_flows_back, "C%C",      "C"},
    {"%C: a repeat",                          three_flows,      "C%C",      "Cc"},
    {"%c: the first",                         three_flows_back, "c%c",      "c"},
    {"%c: a repeat",                          three_flows,      "c%c",      "c1"},
    {"%#: the first",                         three_flows_back, "%#",       "0"},
    {"%#: a repeat",                          three_flows,      "%#",       "1"},
    {"%N: forward",                           three_flows,      "%N",       "002"},
    {"%N: backward",                          three_flows_back, "%N",       "001"},
    {"%N and %K: beyond a thousand",          one_of_many,      "%N_%K",    "101_002"},
    {"%M and %G: of a thousand",              one_of_many,      "%M_%G",    "000_000"},
    {"%S: twenty digits",                     three_flows,      "%S",       "00000000000000000001"},
    {"%S: both directions share it",          three_flows_back, "%S",       "00000000000000000000"},
    {"%%",                                    three_flows,      "100%%",    "100%"},
    {"'/' makes folders",                     three_flows,      "100%%/%A/%S", "100%/172.016.005.002/00000000000000000001"},

    // their larger values, which no capture gives
    {"%M: millions of directions",            millionth,        "%G/%M/%K/%N", "000/002/469/134"},
    {"%G: billions, which wrap too",          billionth,        "%G/%M/%K/%N", "234/567/891/012"},
    {"%S: a billion flows",                   billionth,        "%S",       "00000001617283945506"},

    // our own tokens
    {"%f: six digits",                        home,             "%f",       "000012"},
    {"%f: or more",                           billionth,        "%f",       "1617283945506"},
    {"%d: forward",                           home,             "%d",       "forward"},
    {"%d: backward",                          link_local,       "%d",       "backward"},
    {"%P: not padded",                        home,             "%P",       "192.168.1.102.50956"},
    {"%p: not padded",                        home,             "%p",       "74.125.19.101.80"},
    {"%P: IPv6",                              link_local,       "%P",       "fe80::1.50956"},
    {"%p: IPv4 in IPv6",                      link_local,       "%p",       "::ffff:192.0.2.1.80"},

    // what is not there
    {"no time",                               unknown,          "%T_%t",    "-_-"},
    {"no address",                            unknown,          "%A/%B/%P", "-/-/-.0"},
    {"no MAC address",                        unknown,          "%E",       "00:00:00:00:00:00"},

    // text
    {"text alone",                            home,             "stream",   "stream"},
    {"text around",                           home,             "a%fb%dc",  "a000012bforwardc"},
    {"a token behind %%",                     home,             "%%%f%%f",  "%000012%f"},
    {"dots within a name",                    home,             "..%f/.a/b..", "..000012/.a/b.."},
    {"UTF-8",                                 home,             "fluß/%f",  "fluß/000012"},
    {"optional tokens beside others",         unknown,          "%v%f/%C%#", "000000/0"},
};
// clang-format on

/// No name of a user's template has a ':', though tcpflow's and IPv6 addresses do.
void check_name(void** state) {
  const Case& row = row_of<Case>(state);
  std::string expected = row.path;
  std::ranges::replace(expected, ':', '-');

  const auto naming = NameTemplate::parse(row.text);
  assert_true(naming.ok());
  assert_string_equal(naming.value().name_of(row.stream()).c_str(), expected.c_str());
}

struct NamingCase {
  const char* name;
  NameTemplate (*naming)();
  StreamName (*stream)();
  const char* path;
};

// clang-format off
const NamingCase kNamings[] = {
    {"default: IPv4",            default_naming, home,             "tcp000012-forward-192.168.1.102.50956-74.125.19.101.80"},
    {"default: IPv6",            default_naming, link_local,       "tcp000012-backward-fe80--1.50956---ffff-192.0.2.1.80"},
    {"tcpflow: the first",       tcpflow_naming, three_flows_back, "172.016.005.092.09999-172.016.005.002.05678"},
    {"tcpflow: a repeat",        tcpflow_naming, three_flows,      "172.016.005.002.05678-172.016.005.092.09999c1"},
    {"tcpflow: a VLAN",          tcpflow_naming, vlan,             "131.151.032.021.06000-131.151.032.129.01173--32"},
    {"tcpflow: IPv6 keeps ':'",  tcpflow_naming, ipv6,             "2001:6f8:900:7c0::2.00080-2001:6f8:102d:0:2d0:9ff:fee3:e8de.59201"},
};
// clang-format on

void check_naming(void** state) {
  const NamingCase& row = row_of<NamingCase>(state);

  assert_string_equal(row.naming().name_of(row.stream()).c_str(), row.path);
}

struct ErrorCase {
  const char* name;
  std::string_view text;
  const char* why;  ///< Some of the message.
};

using namespace std::string_view_literals;

// clang-format off
const ErrorCase kErrors[] = {
    {"a token that is none",               "%A-%Q",        "\"%A-%Q\": there is no token %Q"},
    {"a token of several octets",          "%é-%A",        "there is no token %é"},
    {"half a character",                   "%\xc3",        "there is no token %\xc3"},
    {"tokens have one letter",             "%05a",         "there is no token %0"},
    {"a % at the end",                     "%A%",          "it ends in %"},
    {"empty",                              ""sv,           "it is empty"},
    {"absolute",                           "/tmp/%A",      "it starts with '/'"},
    {"absolute without a VLAN",            "%v/%A",        "it starts with '/'"},
    {"nothing but '/'",                    "/",            "it starts with '/'"},
    {"an empty folder",                    "%A//%B",       "is empty"},
    {"an empty folder without a VLAN",     "%A/%V%v/%B",   "is empty"},
    {"an empty file",                      "%A/",          "is empty"},
    {"an empty file for the first",        "%A/%C%c",      "is empty"},
    {"optional tokens alone",              "%V%v%C%c",     "is empty"},
    {"..",                                 "..",           "\"..\""},
    {".. first",                           "../%A",        "\"..\""},
    {".. within",                          "%A/../../%B",  "\"..\""},
    {".. last",                            "%A/..",        "\"..\""},
    {".. without a VLAN",                  "%A/.%v./%B",   "\"..\""},
    {".. with repeats, after a VLAN",      "..%c%v/%A",    "\"..\""},
    {".",                                  "%A/./%B",      "\".\""},
    {". without a VLAN",                   "%v./%A",       "\".\""},
    {"NUL",                                "%A\0/etc"sv,   "a control character"},
    {"NUL as a token",                     "%\0"sv,        "a control character"},
    {"a new line",                         "%A\n%B",       "a control character"},
    {"an escape is not shown",             "\x1b[2J%Q",    "cannot use a name template: it has a control character"},
    {"delete",                             "%A\x7f",       "a control character"},
    {"':' in text",                        "%A:%a",        "\"%A:%a\": it has a ':'"},
};
// clang-format on

void check_error(void** state) {
  const ErrorCase& row = row_of<ErrorCase>(state);

  const auto naming = NameTemplate::parse(row.text);
  assert_false(naming.ok());
  assert_int_equal(naming.error().cause, Cause::usage);
  if (naming.error().message.find(row.why) == std::string::npos)
    assert_string_equal(naming.error().message.c_str(), row.why);
}

/// Every token is a % and one character, is there once, has a sentence, and prints something or
/// says that it need not; none prints a '/' or a name of dots.
void check_token_table(void**) {
  std::set<std::string_view> seen;
  for (const NameToken& token : name_tokens()) {
    assert_int_equal(token.token.size(), 2);
    assert_int_equal(token.token[0], '%');
    assert_true(seen.insert(token.token).second);
    assert_true(token.about.ends_with('.'));
    for (const auto stream : {unknown, three_flows, vlan, ipv6, billionth}) {
      std::string name;
      token.append(stream(), name);
      assert_true(token.is_optional || !name.empty());
      assert_int_equal(name.find('/'), std::string::npos);
      assert_true(name.empty() || name.find_first_not_of('.') != std::string::npos);
    }
  }
}

void check_extremes(void**) {
  StreamName stream = unknown();
  stream.first_time_ns = Frame::kNoTime + 1;
  assert_string_equal(NameTemplate::parse("%T_%t").value().name_of(stream).c_str(),
                      "1677-09-21T00-12-43Z_-9223372037");
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {cmocka_unit_test(check_token_table),
                              cmocka_unit_test(check_extremes)};
  return cmocka_run_group_tests(tests, nullptr, nullptr) + run_table<Case>(kCases, check_name) +
         run_table<NamingCase>(kNamings, check_naming) + run_table<ErrorCase>(kErrors, check_error);
}
