#include "core/stream/held_stream.h"

#include <random>
#include <string>

#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

HeldSegment segment(std::int64_t offset, const std::string& text, bool copies) {
  HeldSegment made;
  made.offset = offset;
  made.bytes = {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
  if (copies) made.keep();
  return made;
}

std::string text_of(const HeldSegment& held) {
  return {reinterpret_cast<const char*>(held.bytes.data()), held.bytes.size()};
}

/// Takes all, and puts it where it belongs; '.' where there is nothing.
std::string all(HeldStream& held, std::int64_t end) {
  std::string text;
  for (const HeldSegment& each : held.take_until(end)) {
    assert_true(each.offset >= static_cast<std::int64_t>(text.size()));
    text.resize(static_cast<std::size_t>(each.offset), '.');
    text += text_of(each);
  }
  return text;
}

void keeps_order_of_offsets(void**) {
  HeldStream held;
  const std::string words[] = {"one", "two", "three"};
  held.write(segment(6, words[2], false));
  held.write(segment(0, words[0], false));
  held.write(segment(3, words[1], false));
  assert_string_equal(all(held, 100).c_str(), "onetwothree");
  assert_int_equal(held.held_bytes(), 0);
}

void what_comes_later_replaces(void**) {
  HeldStream held;
  const std::string old = "aaaaaaaaaa", fresh = "bb", last = "c";
  held.write(segment(0, old, true));
  held.write(segment(4, fresh, true));
  held.write(segment(8, last, true));
  std::string back(10, ' ');
  held.read_back(0, {reinterpret_cast<std::uint8_t*>(back.data()), back.size()});
  assert_string_equal(back.c_str(), "aaaabbaaca");
  assert_string_equal(all(held, 100).c_str(), "aaaabbaaca");
}

void gives_a_part(void**) {
  HeldStream held;
  const std::string text = "0123456789";
  held.write(segment(0, text, true));
  assert_string_equal(all(held, 4).c_str(), "0123");
  const std::string more = "ab";
  held.write(segment(10, more, true));
  assert_string_equal(all(held, 100).c_str(), "....456789ab");
}

void any_writes_are_like_a_text(void**) {
  std::mt19937 random(1);
  const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  for (int round = 0; round < 2000; ++round) {
    HeldStream held;
    std::string expected(64, '.');
    std::vector<std::string> texts;
    texts.reserve(16);
    int given = 0;
    for (int i = 0; i < 16; ++i) {
      const int from = given + below(60 - given);
      const int size = 1 + below(4);
      texts.emplace_back(static_cast<std::size_t>(size), static_cast<char>('a' + i));
      expected.replace(static_cast<std::size_t>(from), static_cast<std::size_t>(size),
                       texts.back());
      held.write(segment(from, texts.back(), round % 2 == 0));
      if (below(8) != 0) continue;
      const int end = given + below(60 - given);
      std::string part = all(held, end);
      part.resize(static_cast<std::size_t>(end), '.');
      const std::string wanted =
          expected.substr(static_cast<std::size_t>(given), static_cast<std::size_t>(end - given));
      assert_string_equal(part.substr(static_cast<std::size_t>(given)).c_str(), wanted.c_str());
      given = end;
    }
    std::string rest = all(held, 1000);
    rest.resize(64, '.');
    assert_string_equal(rest.substr(static_cast<std::size_t>(given)).c_str(),
                        expected.substr(static_cast<std::size_t>(given)).c_str());
    assert_int_equal(held.held_bytes(), 0);
  }
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      cmocka_unit_test(keeps_order_of_offsets),
      cmocka_unit_test(what_comes_later_replaces),
      cmocka_unit_test(gives_a_part),
      cmocka_unit_test(any_writes_are_like_a_text),
  };
  return cmocka_run_group_tests(tests, nullptr, nullptr);
}
