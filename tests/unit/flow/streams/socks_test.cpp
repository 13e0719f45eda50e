#include "core/flow/streams/socks.h"

#include "tests/unit/flow/streams/segments.h"
#include "tests/unit/testing.h"

using namespace flowstat;
using namespace segments;
using namespace std::string_view_literals;

namespace {

struct Said {
  std::string_view way;
  std::string_view payload;
  std::string_view flags = "PA";
};

/// Segments with sequence numbers that follow from their payload, and an opening before them.
std::vector<Segment> conversation(const std::vector<Said>& said) {
  std::vector<Segment> segments = {{"a>p", "S", 100}};
  std::uint32_t next_seq[2] = {101, 501};
  for (const Said& each : said) {
    const std::size_t side = each.way == "p>a" ? 1 : 0;
    segments.push_back({each.way, each.flags, next_seq[side], next_seq[1 - side], each.payload});
    next_seq[side] += static_cast<std::uint32_t>(each.payload.size());
  }
  return segments;
}

constexpr auto kConnect4 = "\x04\x01\x01\xbb\x0a\x00\x00\x09me\0"sv;  // port 443
constexpr auto kBind4 = "\x04\x02\x01\xbb\x0a\x00\x00\x09me\0"sv;
constexpr auto kGranted4 = "\x00\x5a\x00\x00\x00\x00\x00\x00"sv;
constexpr auto kRefused4 = "\x00\x5b\x00\x00\x00\x00\x00\x00"sv;
constexpr auto kOneMethod = "\x05\x01\x00"sv;
constexpr auto kTwoMethods = "\x05\x02\x00\x02"sv;
constexpr auto kNoMethods = "\x05\x00"sv;
constexpr auto kNone = "\x05\x00"sv;  // the server's choice
constexpr auto kUserName = "\x05\x02"sv;
constexpr auto kGssApi = "\x05\x01"sv;
constexpr auto kNoneAccepted = "\x05\xff"sv;
constexpr auto kConnect = "\x05\x01\x00\x01\x0a\x00\x00\x09\x01\xbb"sv;
constexpr auto kConnectByName =
    "\x05\x01\x00\x03\x03"
    "x.y"
    "\x01\xbb"sv;
constexpr auto kConnect6 =
    "\x05\x01\x00\x04"
    "0123456789abcdef"
    "\x01\xbb"sv;
constexpr auto kBind = "\x05\x02\x00\x01\x0a\x00\x00\x09\x01\xbb"sv;
constexpr auto kReply = "\x05\x00\x00\x01\x0a\x00\x00\x03\x10\x00"sv;
constexpr auto kGreetingAndConnect = "\x05\x01\x00\x05\x01\x00\x01\x0a\x00\x00\x09\x01\xbb"sv;

struct Case {
  const char* name;
  std::vector<Said> said;
  bool is_relayed;  // to port 443: a>q has a number already, otherwise it is a new one
};

// clang-format off
const Case kCases[] = {
    {"4: relayed data",                     {{"a>p", kConnect4}, {"p>a", kGranted4}, {"a>p", "data"}},                     true},
    {"4: from the server",                  {{"a>p", kConnect4}, {"p>a", kGranted4}, {"p>a", "data"}},                     true},
    {"4: no data yet",                      {{"a>p", kConnect4}, {"p>a", kGranted4}, {"a>p", ""}},                         false},
    {"4: data before the answer",           {{"a>p", kConnect4}, {"a>p", "data"}},                                         false},
    {"4: BIND is followed, to port 0",      {{"a>p", kBind4}, {"p>a", kGranted4}, {"a>p", "data"}},                        true},
    {"4: refused",                          {{"a>p", kConnect4}, {"p>a", kRefused4}, {"a>p", "data"}},                     false},
    {"4: refused, granted later",           {{"a>p", kConnect4}, {"p>a", kRefused4}, {"p>a", kGranted4}, {"a>p", "data"}}, false},
    {"4: a RST says nothing",               {{"a>p", kConnect4}, {"p>a", kGranted4}, {"a>p", "data", "R"}},                false},
    {"5: relayed data",                     {{"a>p", kOneMethod}, {"p>a", kNone}, {"a>p", kConnect}, {"p>a", kReply}, {"a>p", "data"}}, true},
    {"5: by name",                          {{"a>p", kOneMethod}, {"p>a", kNone}, {"a>p", kConnectByName}, {"p>a", kReply}, {"a>p", "data"}}, true},
    {"5: to an IPv6 address",               {{"a>p", kOneMethod}, {"p>a", kNone}, {"a>p", kConnect6}, {"p>a", kReply}, {"a>p", "data"}}, true},
    {"5: no methods",                       {{"a>p", kNoMethods}, {"p>a", kNone}, {"a>p", kConnect}, {"p>a", kReply}, {"a>p", "data"}}, true},
    {"5: a choice of methods",              {{"a>p", kTwoMethods}, {"p>a", kNone}, {"a>p", kConnect}, {"p>a", kReply}, {"a>p", "data"}}, true},
    {"5: greeting and request in one",      {{"a>p", kGreetingAndConnect}, {"p>a", kNone}, {"p>a", kReply}, {"a>p", "data"}}, false},
    {"5: then data pass for a request",     {{"a>p", kGreetingAndConnect}, {"p>a", kNone}, {"p>a", kReply}, {"a>p", "data"}, {"p>a", "more"}}, true},
    {"5: all answers in one",               {{"a>p", kGreetingAndConnect}, {"p>a", "\x05\x00\x05\x00\x00\x01\x0a\x00\x00\x03\x10\x00"sv}, {"a>p", "data"}, {"p>a", "more"}}, false},
    {"5: user name",                        {{"a>p", kTwoMethods}, {"p>a", kUserName}, {"a>p", "\x01\x02me\x02pw"}, {"p>a", "\x01\x00"sv}, {"a>p", kConnect}, {"p>a", kReply}, {"a>p", "data"}}, true},
    {"5: GSS-API",                          {{"a>p", kTwoMethods}, {"p>a", kGssApi}, {"a>p", "\x01\x01\x00\x02tk"sv}, {"p>a", "\x01\x01\x00\x00"sv}, {"a>p", kConnect}, {"p>a", kReply}, {"a>p", "data"}}, true},
    {"5: GSS-API, a longer exchange",       {{"a>p", kTwoMethods}, {"p>a", kGssApi}, {"a>p", "\x01\x01\x00\x02tk"sv}, {"p>a", "\x01\x01\x00\x02kt"sv}, {"p>a", "\x01\x01\x00\x00"sv}, {"a>p", kConnect}, {"p>a", kReply}, {"a>p", "data"}}, true},
    {"5: GSS-API, refused",                 {{"a>p", kTwoMethods}, {"p>a", kGssApi}, {"a>p", "\x01\x01\x00\x02tk"sv}, {"p>a", "\x01\xff"sv}, {"a>p", kConnect}, {"p>a", kReply}, {"a>p", "data"}}, false},
    {"5: no method accepted",               {{"a>p", kTwoMethods}, {"p>a", kNoneAccepted}, {"a>p", kConnect}, {"p>a", kReply}, {"a>p", "data"}}, false},
    {"5: BIND never relays",                {{"a>p", kOneMethod}, {"p>a", kNone}, {"a>p", kBind}, {"p>a", kReply}, {"p>a", kReply}, {"a>p", "data"}}, false},
    {"5: no data behind the reply",          {{"a>p", kOneMethod}, {"p>a", kNone}, {"a>p", kConnect}, {"p>a", kReply}},      false},
    {"another version",                     {{"a>p", "\x06\x01\x00"sv}, {"p>a", kNone}, {"a>p", kConnect}, {"p>a", kReply}, {"a>p", "data"}}, false},
    {"version 0 is one as well",            {{"a>p", "\x00\x01"sv}, {"a>p", kConnect4}, {"p>a", kGranted4}, {"a>p", "data"}}, false},
    {"not on another port",                 {{"a>b", kConnect4}, {"b>a", kGranted4}, {"a>b", "data"}},                     false},
};
// clang-format on

void check(void** state) {
  const Case& row = row_of<Case>(state);
  std::vector<Segment> segments = conversation(row.said);
  const std::size_t used = row.said.front().way == "a>b" ? 2 : 1;  // numbers so far
  // The relayed connection took the next number, if there is one; then c>b has the one behind it.
  segments.push_back({"c>b", "S", 1});
  const std::string wanted = std::to_string(used + (row.is_relayed ? 1 : 0));
  for (const StreamRule rule : {StreamRule::v4_0, StreamRule::v4_4, StreamRule::v4_6}) {
    const std::string numbers = numbers_of(segments, rule);
    assert_string_equal(numbers.substr(numbers.rfind(' ') + 1).c_str(), wanted.c_str());
  }
}

/// The number of the last of `segments`, behind a granted SOCKS 4 connection from a to q.
std::string last_number(std::vector<Segment> segments) {
  const std::vector<Segment> opening = conversation({{"a>p", kConnect4}, {"p>a", kGranted4}});
  segments.insert(segments.begin(), opening.begin(), opening.end());
  const std::string numbers = numbers_of(segments, StreamRule::v4_0);
  return numbers.substr(numbers.rfind(' ') + 1);
}

const Segment kData = {"a>p", "PA", 112, 509, "data"};
const Segment kMoreData = {"a>p", "PA", 116, 509, "more"};

void relayed_data_keep_their_own_number(void**) {
  assert_string_equal(last_number({kData}).c_str(), "0");
}

void a_relayed_connection_takes_one_number(void**) {
  assert_string_equal(last_number({kData, kMoreData, {"c>b"}}).c_str(), "2");
}

void its_number_is_that_of_the_ports_that_were_asked_for(void**) {
  assert_string_equal(last_number({kData, {"c>b"}, {"a>q", "A", 1, 1}}).c_str(), "1");
}

void a_connection_that_has_a_number_keeps_it(void**) {
  assert_string_equal(last_number({{"a>q", "S", 1}, kData, {"c>b"}}).c_str(), "2");
}

void data_that_come_again_say_nothing(void**) {
  assert_string_equal(last_number({{"a>p", "PA", 101, 509, "data"}, {"c>b"}}).c_str(), "1");
}

void data_that_an_error_quotes_count(void**) {
  const Segment quoted = {"a>p", "PA", 112, 509, "data", Odd::quoted};
  assert_string_equal(last_number({quoted, {"c>b"}}).c_str(), "2");
}

void a_new_connection_starts_anew(void**) {
  assert_string_equal(
      last_number({{"a>p", "S", 900}, {"a>p", "PA", 901, 1, "data"}, {"c>b"}}).c_str(), "2");
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      cmocka_unit_test(relayed_data_keep_their_own_number),
      cmocka_unit_test(a_relayed_connection_takes_one_number),
      cmocka_unit_test(its_number_is_that_of_the_ports_that_were_asked_for),
      cmocka_unit_test(a_connection_that_has_a_number_keeps_it),
      cmocka_unit_test(data_that_come_again_say_nothing),
      cmocka_unit_test(data_that_an_error_quotes_count),
      cmocka_unit_test(a_new_connection_starts_anew),
  };
  const int failed = cmocka_run_group_tests(tests, nullptr, nullptr);
  return failed + run_table<Case>(kCases, check);
}
