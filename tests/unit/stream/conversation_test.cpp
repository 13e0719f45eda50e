#include "core/stream/conversation.h"

#include <algorithm>
#include <string>

#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

/// A segment of one side, as it is captured.
struct Spoken {
  int side;
  std::int64_t offset;
  const char* text;
  std::int64_t acked;  // of the other side
  std::int64_t time_ns;
};

struct Case {
  const char* name;
  std::vector<Spoken> spoken;  // by offset, a side
  std::vector<Span> holes[2];
  const char* expected;  // ">text" forward, "<text" backward, "[n]" a hole
};

constexpr std::uint32_t kBase[] = {0xfffffff0, 5000};

const Case kCases[] = {
    {"by time",
     {{0, 0, "ask", 0, 1}, {1, 0, "answer", 3, 2}, {0, 3, "bye", 6, 3}},
     {},
     ">ask<answer>bye"},
    {"an acknowledgment counts more than time",
     {{0, 0, "ask", 0, 9}, {1, 0, "answer", 3, 2}, {0, 3, "bye", 6, 1}},
     {},
     ">ask<answer>bye"},
    {"what follows acknowledges no less",
     {{0, 0, "ask", 0, 9}, {1, 0, "ans", 3, 2}, {1, 3, "wer", 0, 3}},
     {},
     ">ask<answer"},
    {"no acknowledgment, same time: forward first",
     {{0, 0, "a", 0, 1}, {1, 0, "b", 0, 1}},
     {},
     ">a<b"},
    {"both wait for each other: time decides", {{0, 0, "a", 1, 2}, {1, 0, "b", 1, 1}}, {}, "<b>a"},
    {"beyond all that was said", {{0, 0, "a", 900, 1}, {1, 0, "b", 0, 2}}, {}, "<b>a"},
    {"a hole goes with what follows",
     {{0, 0, "a", 0, 1}, {1, 0, "b", 1, 2}, {0, 6, "c", 1, 3}},
     {{{1, 5, SpanStatus::hole, 0, 0}}, {}},
     ">a<b>[5]>c"},
    {"a hole at the end", {{0, 0, "a", 0, 1}}, {{{1, 5, SpanStatus::hole, 0, 0}}, {}}, ">a>[5]"},
    {"sequence numbers wrap",
     {{0, 0, "0123456789abcdef0123", 0, 1}, {1, 0, "b", 20, 0}},
     {},
     ">0123456789abcdef0123<b"},
};

void check(void** state) {
  const Case& row = row_of<Case>(state);
  std::array<Side, 2> sides;
  for (std::size_t i = 0; i < 2; ++i) sides[i].base_seq = kBase[i];
  for (const Spoken& each : row.spoken) {
    const std::string_view text = each.text;
    Side& side = sides[static_cast<std::size_t>(each.side)];
    HeldSegment segment;
    segment.offset = each.offset;
    segment.bytes = {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
    segment.arrival = {1, each.time_ns};
    segment.has_ack = true;
    segment.ack = kBase[1 - each.side] + static_cast<std::uint32_t>(each.acked);
    side.spans.push_back(
        {each.offset, static_cast<std::int64_t>(text.size()), SpanStatus::data, 1, 1});
    side.segments.push_back(std::move(segment));
  }
  for (std::size_t i = 0; i < 2; ++i) {
    sides[i].spans.insert(sides[i].spans.end(), row.holes[i].begin(), row.holes[i].end());
    std::ranges::sort(sides[i].spans, {}, &Span::offset);
  }
  std::string text;
  for (const Turn& turn : conversation_of(sides)) {
    text += turn.direction == Direction::forward ? '>' : '<';
    if (turn.sayings.empty()) text += "[" + std::to_string(turn.bytes) + "]";
    for (const Saying& saying : turn.sayings)
      text.append(reinterpret_cast<const char*>(saying.bytes.data()), saying.bytes.size());
  }
  assert_string_equal(text.c_str(), row.expected);
}

}  // namespace

int main() {
  return run_table<Case>(kCases, check);
}
