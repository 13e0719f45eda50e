#include "core/flow/streams/vnc.h"

#include "tests/unit/flow/streams/segments.h"
#include "tests/unit/testing.h"

using namespace flowstat;
using namespace segments;
using namespace std::string_view_literals;

namespace {

struct HelloCase {
  const char* name;
  std::string_view payload;
  std::string_view way;
  bool is_hello;
};

// clang-format off
const HelloCase kHellos[] = {
    {"from the server",               "RFB 003.008\n"sv,  "v>a", true},
    {"from the client",               "RFB 003.008\n"sv,  "a>v", true},
    {"in lower case",                 "rfb 003.008\n"sv,  "v>a", true},
    {"in either case",                "rFb 003.008\n"sv,  "v>a", true},
    {"NUL at its end",                "RFB 003.008\0"sv,  "v>a", true},
    {"any version",                   "RFB abc.def\n"sv,  "v>a", true},
    {"another end",                   "RFB 003.008\r"sv,  "v>a", false},
    {"another point",                 "RFB 003,008\n"sv,  "v>a", false},
    {"no blank",                      "RFB_003.008\n"sv,  "v>a", false},
    {"another word",                  "RFC 003.008\n"sv,  "v>a", false},
    {"an octet less",                 "RFB 003.008"sv,    "v>a", false},
    {"an octet more",                 "RFB 003.008\n\n"sv, "v>a", false},
    {"nothing",                       ""sv,               "v>a", false},
    {"from VNC's own port",           "RFB 003.008\n"sv,  "w>a", false},
    {"to VNC's own port",             "RFB 003.008\n"sv,  "a>w", false},
};
// clang-format on

void check_hello(void** state) {
  const HelloCase& row = row_of<HelloCase>(state);
  assert_int_equal(is_vnc_hello(packet_of({row.way, "PA", 1, 1, row.payload})), row.is_hello);
}

struct Case {
  const char* name;
  std::vector<Segment> segments;
  const char* numbers;
};

constexpr std::string_view kHello = "RFB 003.008\n";

// clang-format off
const Case kCases[] = {
    {"the next header has a new number",       {{"a>v", "S", 100}, {"v>a", "PA", 501, 101, kHello}, {"a>v", "A", 101, 513}, {"v>a"}},          "0 0 1 1"},
    {"others come in between",                 {{"a>v", "S", 100}, {"v>a", "PA", 501, 101, kHello}, {"a>b"}, {"a>v"}},                          "0 0 1 2"},
    {"only the first hello counts",            {{"v>a", "PA", 501, 101, kHello}, {"a>v", "PA", 101, 513, kHello}, {"v>a", "A", 513, 113}},      "0 1 1"},
    {"a hello that an error quotes counts",    {{"v>a", "PA", 501, 101, kHello, Odd::quoted}, {"a>v"}},                                         "0 1"},
    {"bases are forgotten",                    {{"a>v", "S", 100}, {"v>a", "PA", 501, 101, kHello}, {"a>v", "S", 900}, {"a>v", "S", 800}},      "0 0 1 2"},
    {"a new connection may say hello again",   {{"v>a", "PA", 501, 101, kHello}, {"a>v", "A", 101, 513}, {"a>v", "S", 900}, {"v>a", "PA", 7, 901, kHello}, {"a>v"}}, "0 1 2 2 3"},
    {"on VNC's own port nothing happens",      {{"w>a", "PA", 501, 101, kHello}, {"a>w"}},                                                      "0 0"},
};
// clang-format on

void check(void** state) {
  const Case& row = row_of<Case>(state);
  for (const StreamRule rule : {StreamRule::v4_0, StreamRule::v4_4, StreamRule::v4_6})
    assert_string_equal(numbers_of(row.segments, rule).c_str(), row.numbers);
}

}  // namespace

int main() {
  const int failed = run_table<HelloCase>(kHellos, check_hello);
  return failed + run_table<Case>(kCases, check);
}
