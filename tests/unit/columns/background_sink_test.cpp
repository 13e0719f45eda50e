#include "core/columns/background_sink.h"

#include <atomic>
#include <chrono>
#include <set>

#include "tests/unit/columns/rows.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

const std::vector<ColumnSpec> kColumns = {column("n", Type::i64)};

/// What a test's sink saw. The background thread writes it; read it after close().
struct Seen {
  std::vector<std::int64_t> cells;  ///< -1 is a flush.
  std::atomic<int> writes = 0;
  int fails_at = -1;  ///< Which write fails, counted from 0.
  bool is_slow = false;
  bool is_closed = false;
};

class Recorder : public Sink {
 public:
  explicit Recorder(Seen& seen) : seen_(seen) {}

  Status write(const Batch& batch) override {
    if (seen_.is_slow) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    if (seen_.writes++ == seen_.fails_at) return Error{"cannot write x: No space left on device"};
    for (std::size_t i = 0; i < batch.rows(); ++i)
      seen_.cells.push_back(batch.columns[0].values<std::int64_t>()[i]);
    return kOk;
  }
  Status flush() override {
    seen_.cells.push_back(-1);
    return kOk;
  }
  Status close() override {
    seen_.is_closed = true;
    return kOk;
  }

 private:
  Seen& seen_;
};

std::unique_ptr<BackgroundSink> start(Seen& seen, std::size_t batches = 3) {
  return std::move(
      BackgroundSink::start(std::make_unique<Recorder>(seen), kColumns, batches).value());
}

Batch with(Batch batch, std::int64_t value) {
  *batch.columns[0].extend<std::int64_t>(1) = value;
  return batch;
}

void rows_arrive_in_order(void**) {
  for (const bool is_slow : {false, true}) {
    Seen seen;
    seen.is_slow = is_slow;
    const auto sink = start(seen);
    for (std::int64_t i = 0; i < 200; ++i) {
      Batch batch = sink->take_empty();
      assert_int_equal(batch.rows(), 0);
      assert_true(sink->give(with(std::move(batch), i)).ok());
    }
    assert_true(sink->close().ok());
    assert_true(seen.is_closed);
    assert_int_equal(seen.cells.size(), 200);
    for (std::size_t i = 0; i < 200; ++i) assert_int_equal(seen.cells[i], i);
  }
}

void a_flush_keeps_its_place(void**) {
  Seen seen;
  const auto sink = start(seen);
  for (std::int64_t i = 0; i < 3; ++i) {
    assert_true(sink->give(with(sink->take_empty(), i)).ok());
    assert_true(sink->flush().ok());
  }
  assert_true(sink->close().ok());
  assert_true((seen.cells == std::vector<std::int64_t>{0, -1, 1, -1, 2, -1}));
}

void batches_come_back(void**) {
  Seen seen;
  const auto sink = start(seen, 2);
  std::set<const void*> buffers;
  for (std::int64_t i = 0; i < 50; ++i) {
    Batch batch = with(sink->take_empty(), i);
    buffers.insert(batch.columns[0].values());
    assert_true(sink->give(std::move(batch)).ok());
  }
  assert_true(sink->close().ok());
  assert_true(buffers.size() <= 2);
}

void a_failure_shows_in_a_later_call(void**) {
  Seen seen;
  seen.fails_at = 2;
  const auto sink = start(seen);
  int failures = 0;
  for (std::int64_t i = 0; i < 100; ++i)
    failures += sink->give(with(sink->take_empty(), i)).ok() ? 0 : 1;
  assert_true(failures > 0);
  const Status closed = sink->close();
  assert_false(closed.ok());
  assert_string_equal(closed.error().message.c_str(), "cannot write x: No space left on device");
  assert_false(seen.is_closed);
  assert_true((seen.cells == std::vector<std::int64_t>{0, 1}));
}

void without_close_the_sink_is_not_closed(void**) {
  Seen seen;
  {
    const auto sink = start(seen);
    assert_true(sink->give(with(sink->take_empty(), 1)).ok());
  }
  assert_false(seen.is_closed);
}

void nothing_given_is_an_empty_output(void**) {
  Seen seen;
  const auto sink = start(seen);
  assert_true(sink->close().ok());
  assert_true(seen.is_closed);
  assert_true(seen.cells.empty());
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      cmocka_unit_test(rows_arrive_in_order),
      cmocka_unit_test(a_flush_keeps_its_place),
      cmocka_unit_test(batches_come_back),
      cmocka_unit_test(a_failure_shows_in_a_later_call),
      cmocka_unit_test(without_close_the_sink_is_not_closed),
      cmocka_unit_test(nothing_given_is_an_empty_output),
  };
  return cmocka_run_group_tests(tests, nullptr, nullptr);
}
