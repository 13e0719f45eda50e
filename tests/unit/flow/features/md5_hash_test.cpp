#include "core/flow/features/md5_hash.h"

#include "tests/unit/flow/features/measure.h"
#include "tests/unit/testing.h"

using namespace flowstat;
using namespace measure;
using namespace packets;

namespace {

struct Case {
  const char* name;
  Packet packet;
  const char* hash;
};

// Made by the notebook whose hash this is, on public captures; those of equal addresses and of
// another protocol with hashlib.
// clang-format off
const Case kCases[] = {
    {"port 38760",                        tcp("71.45.40.215", 80, "207.209.4.47", 38760),    "0594289fa60dd549"},
    {"the other way",                     tcp("207.209.4.47", 38760, "71.45.40.215", 80),    "0594289fa60dd549"},
    {"port 45316",                        tcp("77.126.163.156", 80, "207.209.4.47", 45316),  "87dfac72fe6921c0"},
    {"port 45317",                        tcp("77.126.163.156", 80, "207.209.4.47", 45317),  "510a84e2db9196b7"},
    {"port 57993",                        tcp("77.147.178.89", 80, "207.209.4.47", 57993),   "9bbd27c21bc65780"},
    {"port 57994",                        tcp("77.147.178.89", 80, "207.209.4.47", 57994),   "d1859d75f10c2489"},
    {"port 57995",                        tcp("77.147.178.89", 80, "207.209.4.47", 57995),   "c011b3d909f23e5f"},
    {"port 57996",                        tcp("77.147.178.89", 80, "207.209.4.47", 57996),   "7999ca2ffada96c5"},
    {"port 38763",                        tcp("71.45.40.215", 80, "207.209.4.47", 38763),    "bfaebbbfba272dde"},
    {"port 51825",                        tcp("207.209.4.47", 51825, "215.168.148.99", 80),  "32492c096c5bfc90"},
    {"port 51826",                        tcp("207.209.4.47", 51826, "215.168.148.99", 80),  "ddb4355e46e23eef"},
    {"port 44020",                        tcp("207.209.4.47", 44020, "215.168.148.98", 80),  "31f8563da387a12a"},
    {"port 44021",                        tcp("207.209.4.47", 44021, "215.168.148.98", 80),  "cf912b08fc58a2dd"},
    {"port 44022",                        tcp("207.209.4.47", 44022, "215.168.148.98", 80),  "8bfc09bec1cc1ba0"},
    {"IPv6",                              tcp("2001:1890:1112:1::20", 80, "2001:48d0:101:501:20d:60ff:fe38:18b", 38377), "3036cf5688f5cc55"},
    {"IPv6, the other way",               tcp("2001:48d0:101:501:20d:60ff:fe38:18b", 38377, "2001:1890:1112:1::20", 80), "3036cf5688f5cc55"},
    {"IPv6, port 38378",                  tcp("2001:1890:1112:1::20", 80, "2001:48d0:101:501:20d:60ff:fe38:18b", 38378), "3771ccddaac8039e"},
    {"equal addresses: dst comes first",  tcp("127.0.0.1", 1000, "127.0.0.1", 80),           "6cc90d0fae11c0fe"},
    {"so the other way differs",          tcp("127.0.0.1", 80, "127.0.0.1", 1000),           "23729acfef49ed6d"},
    {"UDP has the hash of TCP",           udp("71.45.40.215", 80, "207.209.4.47", 38760),    "0594289fa60dd549"},
    {"no ports count as 0",               ip("10.0.0.2", "10.0.0.1", 50),                    "4743c45028206f06"},
    {"the longest text",                  tcp("1111:2222:3333:4444:5555:6666:7777:8888", 65535, "1111:2222:3333:4444:5555:6666:7777:9999", 65535), "f1e36ff79e0f2bec"},
};
// clang-format on

void check(void** state) {
  const Case& row = row_of<Case>(state);
  const Sample sample{row.packet, Direction::forward};
  const std::string wanted = std::string("flow_hash ") + row.hash;
  assert_string_equal(cells(measured(kMd5Hash, {&sample, 1})).c_str(), wanted.c_str());
}

}  // namespace

int main() {
  return run_table<Case>(kCases, check);
}
