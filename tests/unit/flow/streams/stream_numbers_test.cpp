#include "core/flow/streams/stream_numbers.h"

#include <string>

#include "core/flow/flow_table.h"
#include "core/flow/keys.h"
#include "tests/unit/packet/frames.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

constexpr std::uint16_t kIp = 0x0800;
constexpr std::uint16_t kIp6 = 0x86dd;

// Frames between 10.0.0.1:1000 and 10.0.0.`host`:2000.
Octets tcp_frame(std::uint8_t host, const frames::TcpWith& with = {}) {
  return frames::eth(kIp) + frames::ipv4(frames::tcp(with), {.dst = host});
}
Octets udp_frame(std::uint8_t host, std::size_t length_bytes = 8) {
  return frames::eth(kIp) + frames::ipv4(frames::udp(length_bytes), {.protocol = 17, .dst = host});
}
/// An ICMP error from `host` with the first `bytes` of the IP payload that it quotes.
Octets error_frame(std::uint8_t host, const Octets& quoted, std::uint8_t protocol = 6) {
  const Octets ip = frames::ipv4(quoted, {.protocol = protocol, .dst = host});
  return frames::eth(kIp) +
         frames::ipv4(frames::icmp(3, 1) + ip, {.protocol = 1, .src = host, .dst = 1});
}
Octets echo_frame() {
  return frames::eth(kIp) + frames::ipv4(frames::icmp(8), {.protocol = 1});
}

/// The same TCP header in IPv6, and quoted there.
const Octets kTcp6 = frames::eth(kIp6) + frames::ipv6(frames::tcp());
const Octets kError6 =
    frames::eth(kIp6) + frames::ipv6(frames::icmp(1) + frames::ipv6(frames::tcp()),
                                     {.next_header = 58, .src = 9, .dst = 1});

Octets gtp_frame(const Octets& inner) {
  return frames::eth(kIp) +
         frames::ipv4(frames::udp_to(2152, frames::gtp(inner)), {.protocol = 17, .dst = 9});
}
const Octets kGtpTcp = gtp_frame(frames::ipv4(frames::tcp()));
const Octets kGtpEcho = gtp_frame(frames::ipv4(frames::icmp(8), {.protocol = 1}));

struct Case {
  const char* name;
  std::vector<Octets> frames;
  const char* numbers;  // "t0 u0 -": of TCP, of UDP, none
  StreamRule rule = StreamRule::v4_4;
};

// clang-format off
const Case kCases[] = {
    {"TCP and UDP count apart",                  {tcp_frame(2), udp_frame(2), tcp_frame(3), udp_frame(3), tcp_frame(2)}, "t0 u0 t1 u1 t0"},
    {"others have none",                         {echo_frame(), frames::eth(0x0806) + zeros(28), {}},                    "- - -"},
    {"IPv6 counts on",                           {tcp_frame(2), kTcp6, tcp_frame(3)},                                    "t0 t1 t2"},
    {"a quoted header allocates a number",       {error_frame(2, frames::tcp()), tcp_frame(3), tcp_frame(2)},            "- t1 t0"},
    {"also in IPv6",                             {kError6, tcp_frame(3), kTcp6},                                         "- t1 t0"},
    {"a quote of eight octets does not",         {error_frame(2, cut(frames::tcp(), 8)), tcp_frame(3), tcp_frame(2)},    "- t0 t1"},
    {"sixteen octets of TCP are enough",         {cut(tcp_frame(2), 14 + 20 + 16), tcp_frame(3)},                        "t0 t1"},
    {"fifteen are not",                          {cut(tcp_frame(2), 14 + 20 + 15), tcp_frame(3)},                        "- t0"},
    {"in 4.6 they are",                          {cut(tcp_frame(2), 14 + 20 + 15), tcp_frame(3)},                        "t0 t1", StreamRule::v4_6},
    {"fourteen are not",                         {cut(tcp_frame(2), 14 + 20 + 14), tcp_frame(3)},                        "- t0", StreamRule::v4_6},
    {"a header length below 20 is no reason",    {tcp_frame(2, {.header_words = 3}), tcp_frame(3)},                      "t0 t1"},
    {"a quoted UDP header counts as well",       {error_frame(2, frames::udp(8), 17), udp_frame(3), udp_frame(2)},       "- u1 u0"},
    {"UDP with a length below 8 does not",       {udp_frame(2, 7), udp_frame(3)},                                        "- u0"},
    {"UDP longer than its datagram does",        {udp_frame(2, 900), udp_frame(3)},                                      "u0 u1"},
    {"UDP cut inside its header does not",       {cut(udp_frame(2), 14 + 20 + 7), udp_frame(3)},                         "- u0"},
    {"a first fragment has a number",            {frames::eth(kIp) + frames::ipv4(frames::tcp(), {.fragment = 0x2000}), tcp_frame(3)}, "t0 t1"},
    {"a later one has none",                     {frames::eth(kIp) + frames::ipv4(frames::tcp(), {.fragment = 0x0005}), tcp_frame(3)}, "- t0"},
    {"IP in IP counts the inner header",         {frames::eth(kIp) + frames::ipv4(frames::ipv4(frames::tcp()), {.protocol = 4, .src = 8, .dst = 9}), tcp_frame(2)}, "t0 t0"},
    {"a tunnel's own datagrams count too",       {kGtpTcp, udp_frame(3), kGtpEcho, tcp_frame(2)},                        "t0 u1 - t0"},
    {"VLANs are not told apart",                 {frames::eth(0x8100) + frames::vlan(5, kIp) + frames::ipv4(frames::tcp()), tcp_frame(2)}, "t0 t0"},
};
// clang-format on

std::vector<Frame> frames_of(const std::vector<Octets>& octets) {
  std::vector<Frame> frames;
  for (const Octets& each : octets) {
    Frame frame;
    frame.bytes = each;
    frame.wire_bytes = std::max<std::uint32_t>(60, frame.captured_bytes());
    frame.number = static_cast<std::int64_t>(frames.size()) + 1;
    frame.link_type = 1;
    frames.push_back(frame);
  }
  return frames;
}

/// Frames from their octets to their numbers.
struct Numbered {
  PacketBatch batch;
  Keys keys;
  StreamNumbers streams;

  explicit Numbered(StreamRule rule) : streams(rule) {}

  std::span<const StreamNumber> take(std::span<const Frame> frames) {
    batch.decode(frames);
    return streams.take(batch, keys.take(batch.packets()), keys.hasher());
  }
};

std::string describe(std::span<const StreamNumber> numbers) {
  std::string text;
  for (const StreamNumber& number : numbers) {
    if (!text.empty()) text += ' ';
    if (number.tcp != StreamNumber::kNone)
      text += "t" + std::to_string(number.tcp);
    else if (number.udp != StreamNumber::kNone)
      text += "u" + std::to_string(number.udp);
    else
      text += "-";
  }
  return text;
}

void check_in_one_batch(void** state) {
  const Case& row = row_of<Case>(state);
  Numbered numbered(row.rule);
  assert_string_equal(describe(numbered.take(frames_of(row.frames))).c_str(), row.numbers);
}

void check_frame_by_frame(void** state) {
  const Case& row = row_of<Case>(state);
  Numbered numbered(row.rule);
  std::string text;
  for (const Frame& frame : frames_of(row.frames))
    text += (text.empty() ? "" : " ") + describe(numbered.take({&frame, 1}));
  assert_string_equal(text.c_str(), row.numbers);
}

void a_quoted_header_opens_no_flow(void**) {
  const std::vector<Octets> octets = {error_frame(2, frames::tcp()), tcp_frame(2)};
  const std::vector<Frame> frames = frames_of(octets);
  Numbered numbered(StreamRule::v4_4);
  const auto numbers = numbered.take(frames);
  FlowTable table({});
  const auto refs =
      table.take(numbered.batch.packets(), numbered.keys.take(numbered.batch.packets()), numbers);
  assert_int_equal(table.opened(), 2);  // ICMP's own, and TCP's
  assert_int_equal(numbered.batch[0].packet.ip_protocol, 1);
  assert_int_equal(refs[1].id, 1);
  assert_int_equal(numbers[1].tcp, 0);
}

void many_batches_count_on(void**) {
  Numbered numbered(StreamRule::v4_4);
  std::vector<Octets> octets;
  for (std::uint8_t host = 2; host < 202; ++host) octets.push_back(tcp_frame(host));
  const std::vector<Frame> frames = frames_of(octets);
  for (int round = 0; round < 2; ++round) {
    std::uint32_t next = 0;
    for (std::size_t first = 0; first < frames.size(); first += 50)
      for (const StreamNumber& number : numbered.take(std::span(frames).subspan(first, 50)))
        assert_int_equal(number.tcp, next++);
  }
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      cmocka_unit_test(a_quoted_header_opens_no_flow),
      cmocka_unit_test(many_batches_count_on),
  };
  int failed = cmocka_run_group_tests(tests, nullptr, nullptr);
  failed += run_table<Case>(kCases, check_in_one_batch);
  return failed + run_table<Case>(kCases, check_frame_by_frame);
}
