#include "core/flow/streams/tcp_streams.h"

#include "tests/unit/flow/streams/segments.h"
#include "tests/unit/testing.h"

using namespace flowstat;
using namespace segments;

namespace {

struct Case {
  const char* name;
  std::vector<Segment> segments;
  const char* v4_0;
  const char* v4_4 = nullptr;  // as v4_0, if there is none; 4.6 equals 4.4 here
};

// clang-format off
const Case kCases[] = {
    {"a connection",                                {{"a>b", "S", 100}, {"b>a", "SA", 500, 101}, {"a>b", "A", 101, 501}},           "0 0 0"},
    {"numbers rise with new tuples",                {{"a>b"}, {"c>b"}, {"a>q"}, {"b>a"}, {"b>c"}},                                  "0 1 2 0 1"},
    {"a SYN again",                                 {{"a>b", "S", 100}, {"a>b", "S", 100}},                                         "0 0"},
    {"a SYN of another number",                     {{"a>b", "S", 100}, {"a>b", "S", 200}},                                         "0 1"},
    {"other flags do not matter",                   {{"a>b", "S", 100}, {"a>b", "SPE", 200}, {"a>b", "SF", 300}, {"a>b", "SR", 400}}, "0 1 2 3"},
    {"late packets get the new number",             {{"a>b", "S", 100}, {"a>b", "S", 200}, {"a>b", "A", 101, 9}, {"b>a", "A", 9, 101}}, "0 1 1 1"},
    {"a third on one tuple",                        {{"a>b", "S", 100}, {"c>b"}, {"a>b", "S", 200}, {"a>b", "S", 300}},             "0 1 2 3"},
    {"the first number of all again",               {{"a>b", "S", 100}, {"a>b", "S", 200}, {"a>b", "S", 100}},                      "0 1 2"},
    {"sequence numbers have 32 bits",               {{"a>b", "A", 0, 7}, {"a>b", "S", UINT32_MAX}},                                 "0 0"},
    {"from the middle: base is before the first",   {{"a>b", "A", 101, 501}, {"a>b", "S", 100}},                                    "0 0"},
    {"from the middle: a SYN of another number",    {{"a>b", "A", 101, 501}, {"a>b", "S", 101}},                                    "0 1"},
    {"an ACK tells the other side's base",          {{"b>a", "A", 501, 101}, {"a>b", "S", 100}},                                    "0 0"},
    {"and so another SYN",                          {{"b>a", "A", 501, 101}, {"a>b", "S", 101}},                                    "0 1"},
    {"without ACK it tells nothing",                {{"b>a", "P", 501, 101}, {"a>b", "S", 900}},                                    "0 0"},
    {"a base stays as it was first",                {{"a>b", "A", 101, 501}, {"a>b", "A", 301, 501}, {"a>b", "S", 300}},            "0 0 1"},
    {"a simultaneous open",                         {{"a>b", "S", 100}, {"b>a", "S", 500}, {"a>b", "SA", 100, 501}, {"b>a", "SA", 500, 101}}, "0 0 0 0"},
    {"a SYN from the side that answered",           {{"a>b", "S", 100}, {"b>a", "SA", 500, 101}, {"b>a", "S", 900}},                "0 0 1"},
    {"a new one knows no base of the old",          {{"a>b", "S", 100}, {"b>a", "SA", 500, 101}, {"a>b", "S", 200}, {"b>a", "S", 900}}, "0 0 1 1"},
    {"a SYN+ACK of another number",                 {{"a>b", "S", 100}, {"b>a", "SA", 500, 101}, {"b>a", "SA", 600, 101}},          "0 0 0", "0 0 1"},
    {"its number is the base from then on",         {{"a>b", "S", 100}, {"b>a", "SA", 500, 101}, {"b>a", "SA", 600, 101}, {"b>a", "S", 600}}, "0 0 0 0", "0 0 1 1"},
    {"not the old one",                             {{"a>b", "S", 100}, {"b>a", "SA", 500, 101}, {"b>a", "SA", 600, 101}, {"b>a", "S", 500}}, "0 0 0 1", "0 0 1 2"},
    {"a SYN+ACK again",                             {{"a>b", "S", 100}, {"b>a", "SA", 500, 101}, {"b>a", "SA", 500, 101}},          "0 0 0"},
    {"a SYN+ACK first of all",                      {{"b>a", "SA", 500, 101}, {"a>b", "S", 100}, {"a>b", "S", 101}},                "0 0 1"},
    {"the same SYN after a RST",                    {{"a>b", "S", 100}, {"b>a", "R"}, {"a>b", "S", 100}},                           "0 0 0", "0 0 1"},
    {"the same SYN after FIN+ACK",                  {{"a>b", "S", 100}, {"a>b", "FA", 101, 501}, {"a>b", "S", 100}},                "0 0 0", "0 0 1"},
    {"a FIN without ACK closes nothing",            {{"a>b", "S", 100}, {"a>b", "F", 101}, {"a>b", "S", 100}},                      "0 0 0"},
    {"the same SYN+ACK after a RST",                {{"a>b", "S", 100}, {"b>a", "SA", 500, 101}, {"a>b", "R"}, {"b>a", "SA", 500, 101}}, "0 0 0 0", "0 0 0 1"},
    {"a SYN without a base after a RST",            {{"a>b", "P", 101}, {"a>b", "R"}, {"b>a", "S", 900}},                           "0 0 0", "0 0 1"},
    {"only SYNs open a new one after a RST",        {{"a>b", "S", 100}, {"b>a", "R"}, {"a>b", "A", 101, 501}, {"b>a", "FA", 501, 101}}, "0 0 0 0"},
    {"a RST that came first closes nothing",        {{"a>b", "RA", 101, 501}, {"a>b", "S", 100}},                                   "0 0"},
    {"nor does a SYN with RST close its own",       {{"a>b", "S", 100}, {"a>b", "SR", 200}, {"a>b", "S", 200}},                     "0 1 1"},
    {"again, it closes",                            {{"a>b", "SR", 200}, {"a>b", "SR", 200}, {"a>b", "S", 200}},                    "0 0 0", "0 0 1"},
    {"a new one starts open",                       {{"a>b", "S", 100}, {"b>a", "R"}, {"a>b", "S", 200}, {"a>b", "S", 200}},        "0 0 1 1"},
    {"a header that an error quotes has a number",  {{"a>b", "A", 101, 501, {}, Odd::quoted}, {"c>b"}, {"a>b"}},                    "0 1 0"},
    {"quoted, a SYN of another number counts",      {{"a>b", "S", 100}, {"a>b", "S", 200, 0, {}, Odd::quoted}, {"a>b"}},            "0 1 1"},
    {"quoted, the SYN that was sent does not",      {{"a>b", "S", 100}, {"a>b", "S", 100, 0, {}, Odd::quoted}},                     "0 0"},
    {"quoted, it tells no base",                    {{"a>b", "S", 100, 0, {}, Odd::quoted}, {"a>b", "S", 200}},                     "0 0"},
    {"a fragment tells no base in 4.0",             {{"a>b", "S", 100, 0, {}, Odd::fragment}, {"a>b", "S", 200}},                   "0 0", "0 1"},
    {"nor does one shorter than its header",        {{"a>b", "S", 100, 0, {}, Odd::incomplete}, {"a>b", "S", 200}},                 "0 0", "0 1"},
    {"ends of one address",                         {{"a>c", "S", 100}, {"c>a", "SA", 500, 101}, {"a>c", "S", 200}},                "0 0 1"},
    {"both ends equal: there is one side",          {{"a>a", "S", 100}, {"a>a", "S", 100}, {"a>a", "S", 200}},                      "0 0 1"},
    {"both ends equal: its SYN+ACK",                {{"a>a", "S", 100}, {"a>a", "SA", 500, 101}},                                   "0 0", "0 1"},
};
// clang-format on

void check_4_0(void** state) {
  const Case& row = row_of<Case>(state);
  assert_string_equal(numbers_of(row.segments, StreamRule::v4_0).c_str(), row.v4_0);
}

void check_4_4(void** state) {
  const Case& row = row_of<Case>(state);
  const char* wanted = row.v4_4 == nullptr ? row.v4_0 : row.v4_4;
  assert_string_equal(numbers_of(row.segments, StreamRule::v4_4).c_str(), wanted);
  assert_string_equal(numbers_of(row.segments, StreamRule::v4_6).c_str(), wanted);
}

}  // namespace

int main() {
  const int failed = run_table<Case>(kCases, check_4_0);
  return failed + run_table<Case>(kCases, check_4_4);
}
