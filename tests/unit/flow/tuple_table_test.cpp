#include "core/flow/tuple_table.h"

#include <cstring>
#include <vector>

#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

struct Entry {
  Tuple tuple;
  std::uint64_t value = 0;
};
using Table = TupleTable<Entry>;

/// A key whose tuple is told by `number`; `hash` as the case wants it.
Key key_of_number(std::uint32_t number, std::uint32_t hash) {
  Key key;
  key.tuple.version = 4;
  key.tuple.a_port = static_cast<std::uint16_t>(number);
  key.tuple.b_port = static_cast<std::uint16_t>(number >> 16);
  key.hash = hash;
  return key;
}

struct Case {
  const char* name;
  std::uint32_t (*hash)(std::uint32_t number);
  std::uint32_t count;
};

// clang-format off
const Case kCases[] = {
    {"one entry",                             [](std::uint32_t) { return 0U; },                          1},
    {"many entries, and growth",              [](std::uint32_t number) { return number * 2654435761U; }, 200'000},
    {"as many as fit before growth",          [](std::uint32_t number) { return number * 2654435761U; }, 3072},
    {"one more",                              [](std::uint32_t number) { return number * 2654435761U; }, 3073},
    {"all of one hash",                       [](std::uint32_t) { return 7U; },                          4000},
    {"all of one slot, of different hashes",  [](std::uint32_t number) { return number << 20; },         4000},
    {"round the end of the slots",            [](std::uint32_t number) { return UINT32_MAX - number % 3; }, 3000},
    {"hashes in a row",                       [](std::uint32_t number) { return number; },               50'000},
};
// clang-format on

void check(void** state) {
  const Case& row = row_of<Case>(state);
  Table table;
  std::vector<Key> keys;
  for (std::uint32_t number = 0; number < row.count; ++number)
    keys.push_back(key_of_number(number, row.hash(number)));
  for (std::uint32_t number = 0; number < row.count; ++number) {
    const Key& key = keys[number];
    table.look_ahead(keys, number);
    assert_int_equal(table.find(key), Table::kNone);
    const Table::Index index = table.insert(key);
    assert_int_equal(index, number);  // indices are dense
    assert_int_equal(table[index].value, 0);
    assert_true(table[index].tuple == key.tuple);
    table[index].value = number + 1;
  }
  assert_int_equal(table.size(), row.count);
  for (std::uint32_t number = 0; number < row.count; ++number) {
    table.look_ahead(keys, number);
    const Table::Index index = table.find(keys[number]);
    assert_int_equal(index, number);
    assert_int_equal(table[index].value, number + 1);
  }
  assert_int_equal(table.find(key_of_number(row.count, row.hash(row.count))), Table::kNone);
}

std::vector<Table::Index> visited(const Table& table) {
  std::vector<Table::Index> indices;
  table.for_each([&](Table::Index index) { indices.push_back(index); });
  return indices;
}

void the_newest_entry_of_a_tuple_is_found(void**) {
  Table table;
  const Key key = key_of_number(1, 5);
  const Table::Index old = table.insert(key);
  table[old].value = 7;
  const Table::Index young = table.insert(key);
  assert_int_not_equal(old, young);
  assert_int_equal(table.find(key), young);
  assert_int_equal(table[young].value, 0);
  assert_int_equal(table[old].value, 7);  // still to be read
  assert_int_equal(table.size(), 1);
  assert_true(visited(table) == (std::vector<Table::Index>{old, young}));
}

void released_entries_are_used_again(void**) {
  Table table;
  const Key key = key_of_number(1, 5);
  const Table::Index old = table.insert(key);
  table[old].value = 7;
  const Table::Index young = table.insert(key);
  table.release(old);
  assert_true(visited(table) == std::vector<Table::Index>{young});
  const Key other = key_of_number(2, 5);
  assert_int_equal(table.insert(other), old);
  assert_int_equal(table[old].value, 0);
  assert_int_equal(table.find(other), old);
  assert_int_equal(table.find(key), young);
  assert_int_equal(table.insert(key_of_number(3, 5)), young + 1);
}

void one_tuple_used_again_and_again_takes_two_entries(void**) {
  Table table;
  const Key key = key_of_number(1, 5);
  Table::Index last = table.insert(key);
  for (int i = 0; i < 100'000; ++i) {
    const Table::Index next = table.insert(key);
    table.release(last);
    last = next;
    assert_true(next < 2);
  }
  assert_int_equal(table.size(), 1);
  assert_int_equal(table.find(key), last);
}

void older_entries_survive_growth_of_the_table(void**) {
  Table table;
  const Key key = key_of_number(0, 9);
  const Table::Index old = table.insert(key);
  table[old].value = 7;
  const Table::Index young = table.insert(key);
  for (std::uint32_t number = 1; number < 20'000; ++number)
    table.insert(key_of_number(number, number * 2654435761U));
  assert_int_equal(table[old].value, 7);
  assert_int_equal(table.find(key), young);
  assert_int_equal(visited(table).size(), 20'001);
}

void what_lies_behind_an_entry_moves_with_it(void**) {
  constexpr std::uint32_t kCount = 300'000;  // more than the pages that are touched ahead at once
  Table table(24);
  assert_int_equal(table.record_bytes() % alignof(Entry), 0);
  assert_true(table.record_bytes() >= sizeof(Entry) + 24);
  for (std::uint32_t number = 0; number < kCount; ++number) {
    const Table::Index index = table.insert(key_of_number(number, number * 2654435761U));
    std::memcpy(table.record(index) + sizeof(Entry), &number, sizeof number);
  }
  for (std::uint32_t number = 0; number < kCount; ++number) {
    const Table::Index index = table.find(key_of_number(number, number * 2654435761U));
    std::uint32_t behind = 0;
    std::memcpy(&behind, table.record(index) + sizeof(Entry), sizeof behind);
    assert_int_equal(behind, number);
    assert_int_equal(table[index].value, 0);
  }
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      cmocka_unit_test(the_newest_entry_of_a_tuple_is_found),
      cmocka_unit_test(released_entries_are_used_again),
      cmocka_unit_test(one_tuple_used_again_and_again_takes_two_entries),
      cmocka_unit_test(older_entries_survive_growth_of_the_table),
      cmocka_unit_test(what_lies_behind_an_entry_moves_with_it),
  };
  const int failed = cmocka_run_group_tests(tests, nullptr, nullptr);
  return failed + run_table<Case>(kCases, check);
}
