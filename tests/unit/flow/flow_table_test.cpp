#include "core/flow/flow_table.h"

#include <string>

#include "core/flow/features.h"
#include "core/flow/features/volume.h"
#include "core/flow/keys.h"
#include "tests/unit/flow/packets.h"
#include "tests/unit/testing.h"

using namespace flowstat;
using namespace packets;

namespace {

/// A packet between two of three hosts, a to c, all on one port: {"a>b", "S", 100}. Flags "u" make
/// it UDP, "-" a frame without IP.
struct Sent {
  const char* way;
  std::string_view flags = "A";
  std::uint32_t seq = 0;
};

const char* address_of(char host) {
  return host == 'a' ? "10.0.0.1" : host == 'b' ? "10.0.0.2" : "10.0.0.3";
}

Packet packet_of(const Sent& sent) {
  if (sent.flags == "-") return {};
  const auto make = sent.flags == "u" ? udp : tcp;
  Packet packet = make(address_of(sent.way[0]), 80, address_of(sent.way[2]), 80);
  if (sent.flags != "u") packet.tcp_flags = flags(sent.flags);
  packet.tcp_seq = sent.seq;
  packet.wire_bytes = 100;
  return packet;
}

/// A table and what feeds it.
struct Fed {
  Keys keys;
  FlowTable table;

  explicit Fed(std::span<const Feature* const> wanted = {}, const FlowLimits& limits = {})
      : table(wanted, limits) {}

  std::span<const FlowRef> take(const std::vector<Packet>& packets) {
    return table.take(packets, keys.take(packets), {});
  }
};

/// "f0.1 b0.2 -": direction, flow and number in it of each packet.
std::string describe(std::span<const FlowRef> refs) {
  std::string text;
  for (const FlowRef& ref : refs) {
    if (!text.empty()) text += ' ';
    if (!ref.is_known()) text += '-';
    if (!ref.is_known()) continue;
    text += ref.direction == Direction::forward ? 'f' : 'b';
    text += std::to_string(ref.id) + "." + std::to_string(ref.packet);
  }
  return text;
}

std::string ids_of(const FlowTable& table, std::span<const FlowSlot> slots) {
  std::string text;
  for (const FlowSlot slot : slots)
    text += (text.empty() ? "" : " ") + std::to_string(table[slot].id);
  return text;
}

struct Case {
  const char* name;
  std::vector<Sent> sent;
  const char* places;
  const char* ended = "";
  const char* live = "0";
};

// clang-format off
const Case kDirections[] = {
    {"a SYN's sender is the initiator",             {{"a>b", "S", 100}, {"b>a", "SA", 500}, {"a>b", "A"}},     "f0.1 b0.2 f0.3"},
    {"also from the higher address",                {{"b>a", "S", 100}, {"a>b", "SA", 500}, {"b>a", "A"}},     "f0.1 b0.2 f0.3"},
    {"a SYN+ACK's receiver is",                     {{"b>a", "SA", 500}, {"a>b", "A"}},                        "b0.1 f0.2"},
    {"else who speaks first",                       {{"b>a", "A"}, {"a>b", "A"}},                              "f0.1 b0.2"},
    {"also by a RST",                               {{"b>a", "R"}, {"a>b", "S", 100}},                         "f0.1 f1.1", "0", "1"},
    {"a later SYN does not turn it",                {{"b>a", "A"}, {"a>b", "S", 100}, {"b>a", "SA", 500}},     "f0.1 b0.2 f0.3"},
    {"UDP: who speaks first",                       {{"b>a", "u"}, {"a>b", "u"}, {"b>a", "u"}},                "f0.1 b0.2 f0.3"},
    {"both ends equal: all is forward",             {{"a>a", "S", 100}, {"a>a", "SA", 500}, {"a>a", "A"}},     "f0.1 f0.2 f0.3"},
    {"a simultaneous open",                         {{"a>b", "S", 100}, {"b>a", "S", 500}, {"a>b", "SA", 100}}, "f0.1 b0.2 f0.3"},
    {"no IP, no flow",                              {{"", "-"}, {"a>b", "A"}, {"", "-"}},                      "- f0.1 -"},
    {"flows beside one another",                    {{"a>b"}, {"c>b"}, {"a>c"}, {"b>c"}, {"b>a"}},             "f0.1 f1.1 f2.1 b1.2 b0.2", "", "0 1 2"},
    {"TCP and UDP between the same ends",           {{"a>b", "A"}, {"a>b", "u"}},                              "f0.1 f1.1", "", "0 1"},
};
const Case kReuse[] = {
    {"a SYN of another sequence number",            {{"a>b", "S", 100}, {"a>b", "S", 200}},                    "f0.1 f1.1", "0", "1"},
    {"a SYN again is a retransmission",             {{"a>b", "S", 100}, {"a>b", "S", 100}},                    "f0.1 f0.2"},
    {"sequence number 0 is one",                    {{"a>b", "S", 0}, {"a>b", "S", 0}, {"a>b", "S", 1}},       "f0.1 f0.2 f1.1", "0", "1"},
    {"a SYN where none was seen",                   {{"a>b", "A", 100}, {"a>b", "S", 900}},                    "f0.1 f0.2"},
    {"the second of these",                         {{"a>b", "A", 100}, {"a>b", "S", 900}, {"a>b", "S", 800}}, "f0.1 f0.2 f1.1", "0", "1"},
    {"from the other side, where none was seen",    {{"a>b", "S", 100}, {"b>a", "S", 900}},                    "f0.1 b0.2"},
    {"from the other side, after its SYN+ACK",      {{"a>b", "S", 100}, {"b>a", "SA", 500}, {"b>a", "S", 900}}, "f0.1 b0.2 f1.1", "0", "1"},
    {"with the number of its SYN+ACK",              {{"a>b", "S", 100}, {"b>a", "SA", 500}, {"b>a", "S", 500}}, "f0.1 b0.2 b0.3"},
    {"a SYN+ACK of another number opens none",      {{"a>b", "S", 100}, {"b>a", "SA", 500}, {"b>a", "SA", 600}}, "f0.1 b0.2 b0.3"},
    {"after a RST, with the same number",           {{"a>b", "S", 100}, {"b>a", "R"}, {"a>b", "S", 100}},      "f0.1 b0.2 f1.1", "0", "1"},
    {"after FINs both ways",                        {{"a>b", "S", 100}, {"a>b", "FA"}, {"b>a", "FA"}, {"a>b", "S", 100}}, "f0.1 f0.2 b0.3 f1.1", "0", "1"},
    {"after FINs both ways where no SYN was seen",  {{"a>b", "FA"}, {"b>a", "FA"}, {"b>a", "S", 100}},         "f0.1 b0.2 f1.1", "0", "1"},
    {"its own SYN, late",                           {{"a>b", "FA", 110}, {"b>a", "FA", 7}, {"a>b", "S", 99}, {"a>b", "A", 100}}, "f0.1 b0.2 f0.3 f0.4"},
    {"late, after a RST",                           {{"a>b", "A", 100}, {"b>a", "R", 0}, {"a>b", "S", 99}},    "f0.1 b0.2 f0.3"},
    {"too far before to be late",                   {{"a>b", "FA", 50000000}, {"b>a", "FA", 7}, {"a>b", "S", 99}}, "f0.1 b0.2 f1.1", "0", "1"},
    {"one FIN is no close",                         {{"a>b", "S", 100}, {"a>b", "FA"}, {"a>b", "FA"}, {"a>b", "S", 100}}, "f0.1 f0.2 f0.3 f0.4"},
    {"only a SYN opens a new one after a close",    {{"a>b", "R"}, {"a>b", "A"}, {"b>a", "SA", 500}},          "f0.1 f0.2 b0.3"},
    {"late packets belong to the new one",          {{"a>b", "S", 100}, {"a>b", "S", 200}, {"b>a", "A"}},      "f0.1 f1.1 b1.2", "0", "1"},
    {"the new one has a direction of its own",      {{"a>b", "S", 100}, {"b>a", "R"}, {"b>a", "S", 900}, {"a>b", "SA", 1}}, "f0.1 b0.2 f1.1 b1.2", "0", "1"},
    {"a new one starts open",                       {{"a>b", "R"}, {"a>b", "S", 1}, {"a>b", "S", 1}},          "f0.1 f1.1 f1.2", "0", "1"},
    {"a SYN with RST opens and closes",             {{"a>b", "SR", 1}, {"a>b", "S", 1}},                       "f0.1 f1.1", "0", "1"},
    {"UDP is never used again",                     {{"a>b", "u"}, {"b>a", "u"}, {"a>b", "u"}},                "f0.1 b0.2 f0.3"},
    {"flows end in the order of their events",      {{"a>b", "S", 1}, {"a>c", "S", 1}, {"b>c", "S", 1}, {"b>c", "S", 2}, {"a>b", "S", 2}, {"b>c", "S", 3}}, "f0.1 f1.1 f2.1 f3.1 f4.1 f5.1", "2 0 3", "1 4 5"},
};
// clang-format on

std::vector<Packet> packets_of(const std::vector<Sent>& sent) {
  std::vector<Packet> packets;
  for (const Sent& each : sent) packets.push_back(packet_of(each));
  return packets;
}

void check_in_one_batch(void** state) {
  const Case& row = row_of<Case>(state);
  Fed fed;
  const auto refs = fed.take(packets_of(row.sent));
  assert_string_equal(describe(refs).c_str(), row.places);
  assert_string_equal(ids_of(fed.table, fed.table.ended()).c_str(), row.ended);
  assert_string_equal(ids_of(fed.table, fed.table.live()).c_str(), row.live);
}

void check_packet_by_packet(void** state) {
  const Case& row = row_of<Case>(state);
  Fed fed;
  std::string places;
  std::string ended;
  for (const Packet& packet : packets_of(row.sent)) {
    places += (places.empty() ? "" : " ") + describe(fed.take({packet}));
    for (const FlowSlot slot : fed.table.ended())
      ended += (ended.empty() ? "" : " ") + std::to_string(fed.table[slot].id);
  }
  assert_string_equal(places.c_str(), row.places);
  assert_string_equal(ended.c_str(), row.ended);
  assert_string_equal(ids_of(fed.table, fed.table.live()).c_str(), row.live);
}

std::int64_t packets_in(const Fed& fed, FlowSlot slot) {
  const auto& state = fed.table.states(kVolume).at<Volume::State>(slot);
  return state.forward().packets + state.backward().packets;
}

void ended_flows_can_be_read_until_the_next_batch(void**) {
  const Feature* const wanted[] = {&kVolume};
  Fed fed(wanted);
  fed.take(packets_of({{"a>b", "S", 1}, {"a>b", "A"}, {"a>b", "S", 2}, {"b>c", "A"}}));
  const FlowSlot slot = fed.table.ended()[0];
  assert_int_equal(fed.table.ended().size(), 1);
  assert_int_equal(fed.table[slot].id, 0);
  assert_int_equal(packets_in(fed, slot), 2);

  const auto refs = fed.take(packets_of({{"a>c", "A"}}));

  assert_int_equal(fed.table.ended().size(), 0);
  assert_int_equal(refs[0].slot, slot);  // used again
  assert_int_equal(refs[0].id, 3);
  assert_int_equal(packets_in(fed, slot), 1);
  assert_string_equal(ids_of(fed.table, fed.table.live()).c_str(), "1 2 3");
}

void a_tuple_may_end_often_in_one_batch(void**) {
  const Feature* const wanted[] = {&kVolume};
  Fed fed(wanted);
  std::vector<Sent> sent;
  for (std::uint32_t seq = 0; seq < 1000; ++seq) sent.push_back({"a>b", "S", seq});
  const auto refs = fed.take(packets_of(sent));
  for (std::size_t i = 0; i < refs.size(); ++i) {
    assert_int_equal(refs[i].id, i);
    assert_int_equal(packets_in(fed, refs[i].slot), 1);
  }
  assert_int_equal(fed.table.ended().size(), 999);
  assert_int_equal(fed.table.live().size(), 1);
  assert_int_equal(fed.table.opened(), 1000);
}

void many_flows_have_dense_ids(void**) {
  const Feature* const wanted[] = {&kVolume};
  Fed fed(wanted);
  std::vector<Packet> packets;
  for (std::uint16_t port = 0; port < 20'000; ++port)
    packets.push_back(udp("10.0.0.1", port, "10.0.0.2", 53));
  const auto first = fed.take(packets);
  for (std::size_t i = 0; i < first.size(); ++i) assert_int_equal(first[i].id, i);
  const auto second = fed.take(packets);
  for (std::size_t i = 0; i < second.size(); ++i) {
    assert_int_equal(second[i].id, i);
    assert_int_equal(second[i].packet, 2);
    assert_int_equal(packets_in(fed, second[i].slot), 2);
  }
  const std::vector<FlowSlot> live = fed.table.live();
  for (std::size_t i = 0; i < live.size(); ++i) assert_int_equal(fed.table[live[i]].id, i);
  assert_int_equal(live.size(), 20'000);
}

void what_a_feature_needs_is_kept_before_it(void**) {
  const Feature* const wanted[] = {&kFlowUid};
  Fed fed(wanted);
  fed.take(packets_of({{"a>b", "S", 1}}));
  assert_non_null(fed.table.states(kFlowUid).first);
  assert_non_null(fed.table.states(kCommunityId).first);
  assert_null(fed.table.states(kVolume).first);
}

void a_connection_too_many_is_not_taken_for_the_one_before(void**) {
  Fed fed({}, {.most_flows = 1});
  const auto refs = fed.take(packets_of({{"a>b", "S", 1}, {"a>b", "S", 900}, {"b>a", "A"}}));
  assert_string_equal(describe(refs).c_str(), "f0.1 - -");
}

void no_packets_are_no_harm(void**) {
  const Feature* const wanted[] = {&kVolume};
  Fed fed(wanted);
  assert_int_equal(fed.take({}).size(), 0);
  assert_int_equal(fed.table.live().size(), 0);
  assert_int_equal(fed.table.opened(), 0);
}

struct TimeoutCase {
  const char* name;
  FlowLimits limits;
  std::vector<std::int64_t> times_ns;  // of packets from a to b
  const char* places;
};

constexpr std::int64_t kNone = FlowLimits::kNone;
constexpr std::int64_t kNoTime = Frame::kNoTime;
// clang-format off
const TimeoutCase kTimeouts[] = {
    {"without any, no gap is too long",          {},           {0, 1 << 30, INT64_MAX},  "f0.1 f0.2 f0.3"},
    {"idle: a gap of so much is none too many",  {10, kNone},  {0, 10, 20, 30},          "f0.1 f0.2 f0.3 f0.4"},
    {"idle: a longer one is",                    {10, kNone},  {0, 11, 12, 23},          "f0.1 f1.1 f1.2 f2.1"},
    {"active: from the first packet on",         {kNone, 20},  {0, 10, 20, 21, 41, 42},  "f0.1 f0.2 f0.3 f1.1 f1.2 f2.1"},
    {"both",                                     {10, 20},     {0, 9, 18, 27, 38},       "f0.1 f0.2 f0.3 f1.1 f2.1"},
    {"frames out of order do not shorten it",    {10, kNone},  {20, 5, 30},              "f0.1 f0.2 f0.3"},
    {"nor do they end a flow",                   {10, kNone},  {100, 5},                 "f0.1 f0.2"},
    {"a packet without a time ends none",        {10, 10},     {0, kNoTime, 11},         "f0.1 f0.2 f1.1"},
    {"and begins none that can time out",        {10, 10},     {kNoTime, 5, 15, 16},     "f0.1 f0.2 f0.3 f1.1"},
    {"a gap may be longer than can be told",     {10, kNone},  {INT64_MIN + 1, INT64_MAX}, "f0.1 f1.1"},
    {"no more flows than so many",               {10, kNone, 2}, {0, 11, 22, 23},        "f0.1 f1.1 - -"},
};
// clang-format on

void check_timeouts(void** state) {
  const TimeoutCase& row = row_of<TimeoutCase>(state);
  Fed fed({}, row.limits);
  std::vector<Packet> packets;
  for (const std::int64_t time_ns : row.times_ns) {
    packets.push_back(packet_of({"a>b"}));
    packets.back().time_ns = time_ns;
  }
  assert_string_equal(describe(fed.take(packets)).c_str(), row.places);
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      cmocka_unit_test(ended_flows_can_be_read_until_the_next_batch),
      cmocka_unit_test(a_tuple_may_end_often_in_one_batch),
      cmocka_unit_test(many_flows_have_dense_ids),
      cmocka_unit_test(what_a_feature_needs_is_kept_before_it),
      cmocka_unit_test(a_connection_too_many_is_not_taken_for_the_one_before),
      cmocka_unit_test(no_packets_are_no_harm),
  };
  int failed = cmocka_run_group_tests(tests, nullptr, nullptr);
  failed += run_table<Case>(kDirections, check_in_one_batch);
  failed += run_table<Case>(kDirections, check_packet_by_packet);
  failed += run_table<Case>(kReuse, check_in_one_batch);
  failed += run_table<TimeoutCase>(kTimeouts, check_timeouts);
  return failed + run_table<Case>(kReuse, check_packet_by_packet);
}
