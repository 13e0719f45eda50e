#include "core/capture/window.h"

#include "tests/unit/capture/mapped_window.h"
#include "tests/unit/capture/memory_input.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

/// Octets whose value tells their place.
Octets counting(std::size_t size) {
  Octets octets(size);
  for (std::size_t i = 0; i < size; ++i) octets[i] = static_cast<std::uint8_t>(i % 251);
  return octets;
}

bool is_counting(Bytes bytes, std::size_t from) {
  for (std::size_t i = 0; i < bytes.size(); ++i)
    if (bytes[i] != (from + i) % 251) return false;
  return true;
}

struct Case {
  const char* name;
  std::size_t record_bytes;  // taken one after the other
  std::size_t step_bytes;    // what one read gives at most
};

// clang-format off
const Case kCases[] = {
    {"small records",                       100,                  SIZE_MAX},
    {"records of an odd size, slow input",  1021,                 1000},
    {"records as large as a read",          4096,                 4096},
    {"records of half a block and more",    kBlockBytes / 2 + 1,  SIZE_MAX},
    {"the largest records",                 Window::kMostWanted,  SIZE_MAX},
    {"the largest records, slow input",     Window::kMostWanted,  65'536},
};
// clang-format on

constexpr std::size_t kFileBytes = 3 * kBlockBytes + 12'345;

void check_records_run_across_blocks(void** state) {
  const Case& row = row_of<Case>(state);
  Window window(std::make_unique<MemoryInput>(counting(kFileBytes), row.step_bytes));
  std::size_t taken = 0;
  while (true) {
    assert_true(window.want(row.record_bytes).ok());
    assert_int_equal(window.offset(), taken);
    if (window.view().size() < row.record_bytes) break;
    assert_true(is_counting(window.view().first(row.record_bytes), taken));
    window.skip(row.record_bytes);
    taken += row.record_bytes;
  }
  assert_int_equal(window.view().size(), kFileBytes - taken);
  assert_true(is_counting(window.view(), taken));
}

void check_leased_octets_stay(void** state) {
  const Case& row = row_of<Case>(state);
  Window window(std::make_unique<MemoryInput>(counting(kFileBytes), row.step_bytes));
  std::vector<Bytes> records;
  std::vector<Lease> leases;
  while (window.want(row.record_bytes).ok() && window.view().size() >= row.record_bytes) {
    records.push_back(window.view().first(row.record_bytes));
    leases.push_back(window.lease());
    window.skip(row.record_bytes);
  }
  for (std::size_t i = 0; i < records.size(); ++i)
    assert_true(is_counting(records[i], i * row.record_bytes));
}

void blocks_are_used_again_when_nobody_leases_them(void**) {
  Window window(std::make_unique<MemoryInput>(counting(20 * kBlockBytes)));
  std::vector<const Block*> blocks;
  while (window.want(1000).ok() && window.view().size() >= 1000) {
    if (std::ranges::find(blocks, window.lease().get()) == blocks.end())
      blocks.push_back(window.lease().get());
    window.skip(1000);
  }
  assert_true(blocks.size() <= 2);
}

void a_want_that_is_met_reads_nothing(void**) {
  Window window(std::make_unique<MemoryInput>(counting(100), 10));
  assert_true(window.want(10).ok());
  assert_int_equal(window.taken_bytes(), 10);
  assert_true(window.want(10).ok());
  assert_int_equal(window.taken_bytes(), 10);
  assert_true(window.want(11).ok());
  assert_int_equal(window.taken_bytes(), 20);
  assert_true(window.may_wait());
}

void far_skips_read_and_forget(void**) {
  const Octets file = counting(kFileBytes);
  for (const bool is_mapped : {false, true}) {
    Window window(is_mapped ? mapped_input(file) : std::make_unique<MemoryInput>(file));
    assert_int_equal(window.skip_far(2 * kBlockBytes).value(), 2 * kBlockBytes);
    assert_int_equal(window.offset(), 2 * kBlockBytes);
    assert_true(window.want(1).ok());
    assert_true(is_counting(window.view(), 2 * kBlockBytes));
    assert_int_equal(window.skip_far(UINT64_MAX).value(), kFileBytes - 2 * kBlockBytes);
    assert_true(window.view().empty());
  }
}

void a_mapped_file_is_in_view_at_once(void**) {
  const auto window = mapped_window_on(counting(kFileBytes));
  assert_true(window->octets_stay());
  assert_null(window->lease().get());
  const Bytes all = window->view();
  assert_int_equal(all.size(), kFileBytes);
  assert_int_equal(window->taken_bytes(), 0);
  assert_int_equal(window->total_bytes(), kFileBytes);

  window->skip(kFileBytes - 5);
  assert_int_equal(window->view().size(), 5);
  assert_true(window->want(Window::kMostWanted).ok());
  assert_int_equal(window->view().size(), 5);
  assert_int_equal(window->taken_bytes(), kFileBytes - 5);
  assert_false(window->may_wait());
  assert_true(is_counting(all, 0));
}

void what_precedes_an_error_is_in_view(void**) {
  Window window(std::make_unique<MemoryInput>(counting(7), 5, Error{"no more", Cause::damaged}));
  assert_string_equal(window.want(10).error().message.c_str(), "no more");
  assert_int_equal(window.view().size(), 7);
  assert_true(window.want(7).ok());
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      cmocka_unit_test(blocks_are_used_again_when_nobody_leases_them),
      cmocka_unit_test(a_want_that_is_met_reads_nothing),
      cmocka_unit_test(far_skips_read_and_forget),
      cmocka_unit_test(a_mapped_file_is_in_view_at_once),
      cmocka_unit_test(what_precedes_an_error_is_in_view),
  };
  int failed = cmocka_run_group_tests(tests, nullptr, nullptr);
  failed += run_table<Case>(kCases, check_records_run_across_blocks);
  return failed + run_table<Case>(kCases, check_leased_octets_stay);
}
