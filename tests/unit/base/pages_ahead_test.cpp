#include "core/base/pages_ahead.h"

#include <cstdint>

#include "core/base/page_array.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

struct Case {
  const char* name;
  std::size_t count;
};

// clang-format off
const Case kCases[] = {
    {"so small that no thread is needed", 1000},
    {"a step",                            524'288},
    {"many, and growth while pages are touched", 20'000'000},
};
// clang-format on

/// Every element is 0 when it is first used, and stays as it is set.
void check(void** state) {
  const Case& row = row_of<Case>(state);
  PageArray<std::uint64_t> numbers;
  PagesAhead ahead;
  bool were_zero = true;
  for (std::size_t i = 0; i < row.count; ++i) {
    numbers.reserve(i + 1);
    ahead.note(std::as_writable_bytes(std::span(numbers.data(), numbers.room())),
               (i + 1) * sizeof numbers[i]);
    were_zero = were_zero && numbers[i] == 0;
    numbers[i] = i + 1;
  }
  bool have_stayed = true;
  for (std::size_t i = 0; i < row.count; ++i) have_stayed = have_stayed && numbers[i] == i + 1;
  assert_true(were_zero);
  assert_true(have_stayed);
}

void pages_that_are_gone_are_left_alone(void**) {
  const std::size_t bytes = whole_pages(100'000);
  void* const pages = grow_pages(nullptr, 0, bytes);
  touch_pages(pages, bytes);
  free_pages(pages, bytes);
  touch_pages(pages, bytes);
  touch_pages(nullptr, bytes);
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {cmocka_unit_test(pages_that_are_gone_are_left_alone)};
  const int failed = cmocka_run_group_tests(tests, nullptr, nullptr);
  return failed + run_table<Case>(kCases, check);
}
