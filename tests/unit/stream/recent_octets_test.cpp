#include "core/stream/recent_octets.h"

#include <random>
#include <string>
#include <vector>

#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

Bytes bytes_of(const std::string& text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::string text_of(const RecentOctets::Segment& segment) {
  return {reinterpret_cast<const char*>(segment.bytes.data()), segment.bytes.size()};
}

void segments_of_streams_are_found_from_the_newest_on(void**) {
  RecentOctets recent(1024);
  const auto first = recent.add(0, 10, bytes_of("first"));
  const auto other = recent.add(0, 0, bytes_of("other"));
  const auto second = recent.add(first, 15, bytes_of("second"));
  const auto found = recent.find(second);
  assert_true(found.has_value());
  assert_string_equal(text_of(*found).c_str(), "second");
  assert_int_equal(found->offset, 15);
  assert_string_equal(text_of(recent.find(found->previous).value()).c_str(), "first");
  assert_string_equal(text_of(recent.find(other).value()).c_str(), "other");
  assert_false(recent.find(0).has_value());
}

void no_octets_are_a_segment_too(void**) {
  RecentOctets recent(64);
  assert_true(recent.find(recent.add(0, 7, {})).value().bytes.empty());
}

void what_has_no_room_is_not_kept(void**) {
  RecentOctets recent(64);
  const auto kept = recent.add(0, 0, bytes_of("kept"));
  assert_int_equal(recent.add(kept, 4, bytes_of(std::string(64, 'x'))), kept);
  assert_string_equal(text_of(recent.find(kept).value()).c_str(), "kept");
}

/// Whatever was added since, a segment is there as it was, or is not there; the last always is.
void what_is_found_is_what_was_added(void**) {
  std::mt19937 random(1);
  RecentOctets recent(1000 / 8 * 8);
  std::vector<std::pair<RecentOctets::Mark, std::string>> added;
  for (int i = 0; i < 5000; ++i) {
    const std::string text(random() % 400, static_cast<char>('a' + i % 26));
    added.emplace_back(recent.add(added.empty() ? 0 : added.back().first, i, bytes_of(text)), text);
    assert_true(recent.find(added.back().first).has_value());
    for (std::size_t back = 1; back <= std::min<std::size_t>(added.size(), 60); ++back) {
      const auto& [mark, expected] = added[added.size() - back];
      const auto found = recent.find(mark);
      if (!found) continue;
      assert_string_equal(text_of(*found).c_str(), expected.c_str());
      assert_int_equal(found->offset, static_cast<int>(added.size() - back));
    }
  }
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      cmocka_unit_test(segments_of_streams_are_found_from_the_newest_on),
      cmocka_unit_test(no_octets_are_a_segment_too),
      cmocka_unit_test(what_has_no_room_is_not_kept),
      cmocka_unit_test(what_is_found_is_what_was_added),
  };
  return cmocka_run_group_tests(tests, nullptr, nullptr);
}
