#include "core/capture/bpf.h"

#include <string>

#include "tests/unit/packet/frames.h"
#include "tests/unit/testing.h"

using namespace flowstat;
using namespace frames;

namespace {

constexpr std::uint16_t kEthernet = 1;
constexpr std::uint16_t kRaw = 101;
constexpr std::uint16_t kSll = 113;
constexpr std::uint16_t kNoSuchType = 65000;

const Octets kTcp = ipv4(tcp());
const Octets kSllTcp = zeros(14) + hex("0800") + kTcp;

struct Case {
  const char* name;
  const char* expression;
  std::uint16_t link_type;
  Octets octets;
  bool is_match;
  std::uint32_t wire_bytes = 0;  // 0: as captured
};

// clang-format off
const Case kCases[] = {
    {"Ethernet",                           "tcp port 2000",       kEthernet, eth(0x0800) + kTcp,    true},
    {"another port",                       "tcp port 2001",       kEthernet, eth(0x0800) + kTcp,    false},
    {"raw IP",                             "tcp port 2000",       kRaw,      kTcp,                  true},
    {"raw IP under libpcap's own number",  "tcp port 2000",       12,        kTcp,                  true},
    {"Linux cooked",                       "tcp port 2000",       kSll,      kSllTcp,               true},
    {"an empty filter takes all",          "",                    kEthernet, eth(0x1234),           true},
    {"the length is that on the wire",     "greater 100",         kEthernet, eth(0x0800) + kTcp,    true, 100},
    {"not the captured one",               "greater 100",         kEthernet, eth(0x0800) + kTcp,    false, 99},
    {"octets beyond what was captured",    "ether[100] = 0",      kEthernet, eth(0x0800) + kTcp,    false, 1000},
    {"an empty frame",                     "tcp",                 kEthernet, {},                    false},
    {"VLAN",                               "vlan 5 and tcp",      kEthernet, eth(0x8100) + vlan(5, 0x0800) + kTcp, true},
};
// clang-format on

Frame frame_of(const Octets& octets, std::uint16_t link_type, std::uint32_t wire_bytes = 0) {
  Frame frame;
  frame.bytes = octets;
  frame.wire_bytes = wire_bytes == 0 ? frame.captured_bytes() : wire_bytes;
  frame.link_type = link_type;
  return frame;
}

void check(void** state) {
  const Case& row = row_of<Case>(state);
  auto filter = CaptureFilter::compile(row.expression);
  assert_true(filter.ok());

  const auto is_match = filter.value().matches(frame_of(row.octets, row.link_type, row.wire_bytes));

  assert_true(is_match.ok());
  assert_int_equal(is_match.value(), row.is_match);
}

void one_filter_is_compiled_for_each_link_type(void**) {
  auto made = CaptureFilter::compile("src host 10.0.0.1");
  CaptureFilter filter = std::move(made.value());
  const Octets ethernet = eth(0x0800) + kTcp;
  for (int i = 0; i < 2; ++i) {
    assert_true(filter.matches(frame_of(ethernet, kEthernet)).value());
    assert_true(filter.matches(frame_of(kTcp, kRaw)).value());
    assert_true(filter.matches(frame_of(kSllTcp, kSll)).value());
    assert_false(filter.matches(frame_of(kTcp, kEthernet)).value());
  }
}

void a_filter_for_another_link_type_than_ethernet(void**) {
  assert_true(CaptureFilter::compile("type mgt subtype beacon").ok());
}

void what_does_not_compile(void**) {
  const auto filter = CaptureFilter::compile("tcp.port == 80");
  assert_false(filter.ok());
  assert_int_equal(filter.error().cause, Cause::filter);
  const std::string& message = filter.error().message;
  assert_true(message.starts_with("cannot compile the filter 'tcp.port == 80': "));
  assert_true(message.size() > std::string("cannot compile the filter 'tcp.port == 80': ").size());
}

void a_link_type_that_it_does_not_compile_for(void**) {
  auto filter = CaptureFilter::compile("tcp");
  const auto is_match = filter.value().matches(frame_of(kTcp, kNoSuchType));
  assert_false(is_match.ok());
  assert_int_equal(is_match.error().cause, Cause::filter);
}

void later_frames_of_such_a_link_type_are_not_taken(void**) {
  auto filter = CaptureFilter::compile("tcp");
  const Octets ethernet = eth(0x0800) + kTcp;
  for (int i = 0; i < 2; ++i) {
    assert_true(filter.value().matches(frame_of(ethernet, kEthernet)).value());
    assert_false(filter.value().matches(frame_of(kTcp, kNoSuchType)).value());
  }
}

void the_version_is_a_number(void**) {
  const std::string version = libpcap_version();
  assert_true(version.find_first_not_of("0123456789.") == std::string::npos);
  assert_true(version.find('.') != std::string::npos);
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      cmocka_unit_test(one_filter_is_compiled_for_each_link_type),
      cmocka_unit_test(a_filter_for_another_link_type_than_ethernet),
      cmocka_unit_test(what_does_not_compile),
      cmocka_unit_test(a_link_type_that_it_does_not_compile_for),
      cmocka_unit_test(later_frames_of_such_a_link_type_are_not_taken),
      cmocka_unit_test(the_version_is_a_number),
  };
  const int failed = cmocka_run_group_tests(tests, nullptr, nullptr);
  return failed + run_table<Case>(kCases, check);
}
