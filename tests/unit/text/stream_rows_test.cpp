#include <algorithm>
#include <cstring>

#include "core/stream/stream_fields.h"
#include "tests/unit/columns/rows.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

// The table of streams as text, in a program that has no Arrow.

/// A column, and its cell in the row of each stream.
struct Case {
  const char* name;
  std::string full;
  std::string empty;
};

// clang-format off
const Case kCases[] = {
    {"flow_id",             "12",                                    "0"},
    {"flow_uid",            "0x0000000000000007",                    "0x0000000000000000"},
    {"flow_hash",           "0x0000000000000008",                    "0x0000000000000000"},
    {"community_id",        "1:abc",                                 R"("")"},
    {"tcp_stream",          "3",                                     ""},
    {"protocol",            "tcp",                                   "tcp"},
    {"direction",           "backward",                              "forward"},
    {"src_addr",            "192.168.1.102",                         "192.168.1.102"},
    {"src_port",            "80",                                    "0"},
    {"dst_addr",            "74.125.19.101",                         "74.125.19.101"},
    {"dst_port",            "50956",                                 "0"},
    {"file",                R"("a ""b"", c")",                       ""},
    {"file_bytes",          "140",                                   ""},
    {"first_time",          "2023-11-14T22:13:20.000000005Z",        ""},
    {"last_time",           "2023-11-14T22:13:21.000000005Z",        ""},
    {"payload_bytes",       "100",                                   "0"},
    {"hole_bytes",          "40",                                    "0"},
    {"holes",               "1",                                     "0"},
    {"truncated_bytes",     "0",                                     "0"},
    {"conflict_bytes",      "10",                                    ""},
    {"retransmitted_bytes", "11",                                    "0"},
    {"outside_bytes",       "12",                                    "0"},
    {"out_of_order_packets", "13",                                   "0"},
    {"packets",             "14",                                    "0"},
    {"wire_bytes",          "1500",                                  "0"},
    {"first_frame",         "1",                                     "0"},
    {"last_frame",          "2",                                     "0"},
    {"end_reason",          "reused",                                "capture"},
    {"md5",                 "d41d8cd98f00b204e9800998ecf8427e",      ""},
    {"sha256",              "e3b0",                                  ""},
};
// clang-format on

constexpr std::int64_t kTimeNs = 1'700'000'000'000'000'005;
constexpr std::uint8_t kSrc[] = {192, 168, 1, 102};
constexpr std::uint8_t kDst[] = {74, 125, 19, 101};

StreamRow full_stream() {
  StreamRow row;
  row.owner = {12, {7}, {8}, {{'1', ':', 'a', 'b', 'c'}, 5}, 3};
  row.direction = Direction::backward;
  row.src = IpAddress::v4(kSrc);
  row.dst = IpAddress::v4(kDst);
  row.src_port = 80;
  row.dst_port = 50956;
  row.file = R"(a "b", c)";
  row.file_bytes = 140;
  row.md5 = "d41d8cd98f00b204e9800998ecf8427e";
  row.sha256 = "e3b0";
  row.end_reason = EndReason::reused;
  row.wire_bytes = 1500;
  row.sums.retransmitted_bytes = 11;
  row.sums.outside_bytes = 12;
  row.sums.out_of_order_packets = 13;
  row.sums.packets = 14;
  row.sums.first = {1, kTimeNs};
  row.sums.last = {2, kTimeNs + 1'000'000'000};
  row.spans = {{0, 90, SpanStatus::data, 1, kTimeNs},
               {90, 40, SpanStatus::hole, 0, Frame::kNoTime},
               {130, 10, SpanStatus::conflict, 2, kTimeNs}};
  return row;
}

StreamRow empty_stream() {
  StreamRow row;
  row.src = IpAddress::v4(kSrc);
  row.dst = IpAddress::v4(kDst);
  row.sums.first.time_ns = Frame::kNoTime;
  row.sums.last.time_ns = Frame::kNoTime;
  row.is_compared = false;
  return row;
}

/// A line of CSV with what `cell` gives of each case.
template <class Cell>
std::string line_of(Cell cell) {
  std::string line;
  for (const Case& row : kCases) line.append(line.empty() ? "" : ",").append(cell(row));
  return line + "\n";
}

std::string expected_text() {
  return line_of([](const Case& row) { return row.name; }) +
         line_of([](const Case& row) { return row.full; }) +
         line_of([](const Case& row) { return row.empty; });
}

/// What the format called `format` makes of `rows`.
std::string text_of(StreamRows rows, std::string_view format) {
  TableSchema schema{"streams", {}, {}};
  for (const Field<StreamRows>& field : stream_fields())
    schema.columns.push_back(column_spec(field, {}));
  Batch batch = make_batch(schema.columns);
  for (std::size_t i = 0; i < batch.columns.size(); ++i)
    stream_fields()[i].fill(rows, batch.columns[i]);

  Memory memory;
  auto sink = find_format(format).value()->open(memory.sink(), schema, {});
  assert_true(sink.ok());
  assert_true(sink.value()->write(batch).ok());
  assert_true(sink.value()->close().ok());
  return memory.octets;
}

void streams_become_csv(void**) {
  const StreamRow rows[] = {full_stream(), empty_stream()};
  assert_string_equal(text_of(rows, "csv").c_str(), expected_text().c_str());
}

void only_text_formats_are_there(void**) {
  assert_int_equal(formats().size(), 4);
  assert_true(std::ranges::all_of(formats(), &Format::is_text));
}

void a_format_of_arrow_is_not_supported(void**) {
  for (const std::string_view name : {"parquet", "arrow", "arrows"}) {
    const auto found = find_format(name);
    assert_false(found.ok());
    assert_int_equal(found.error().cause, Cause::unsupported);
    const std::string message = "cannot write " + std::string(name) +
                                ": not supported by this build, which has: csv tsv jsonl table";
    assert_string_equal(found.error().message.c_str(), message.c_str());
  }
}

void nor_is_an_ending_of_arrow(void**) {
  const auto found = format_of("streams/x.parquet");
  assert_false(found.ok());
  assert_int_equal(found.error().cause, Cause::unsupported);
  assert_non_null(std::strstr(found.error().message.c_str(), "cannot write streams/x.parquet: "));
  assert_int_equal(format_of("parquet").error().cause, Cause::usage);
  assert_int_equal(find_format("parket").error().cause, Cause::usage);
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      cmocka_unit_test(streams_become_csv),
      cmocka_unit_test(only_text_formats_are_there),
      cmocka_unit_test(a_format_of_arrow_is_not_supported),
      cmocka_unit_test(nor_is_an_ending_of_arrow),
  };
  return cmocka_run_group_tests(tests, nullptr, nullptr);
}
