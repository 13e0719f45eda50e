#include "tests/unit/columns/rows.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

ColumnSpec list_of(Type type) {
  ColumnSpec spec = column("x", type);
  spec.field.repeats = true;
  return spec;
}

/// What `format` makes of the lists [first], [], null, [second, first].
std::string lists_written(std::string_view format, Type type, const Cell& first,
                          const Cell& second) {
  const TableSchema schema{"t", {list_of(type)}, {}};
  Batch batch = make_batch(schema.columns);
  Column& lists = batch.columns[0];
  append(lists.items(), first);
  lists.close_list();
  lists.close_list();
  lists.append_null();
  append(lists.items(), second);
  append(lists.items(), first);
  lists.close_list();

  Memory memory;
  auto sink = find_format(format).value()->open(memory.sink(), schema, {});
  assert_true(sink.ok());
  assert_true(sink.value()->write(batch).ok());
  assert_true(sink.value()->close().ok());
  return memory.octets;
}

void numbers_stand_in_brackets_or_behind_commas(void**) {
  assert_true(lists_written("jsonl", Type::u16, number(1), number(2)) ==
              "{\"x\":[1]}\n{\"x\":[]}\n{\"x\":null}\n{\"x\":[2,1]}\n");
  assert_true(lists_written("csv", Type::u16, number(1), number(2)) == "x\n1\n\"\"\n\n\"2,1\"\n");
  assert_true(lists_written("tsv", Type::u16, number(1), number(2)) == "x\n1\n\n\n2,1\n");
}

void words_are_escaped_once(void**) {
  assert_true(lists_written("jsonl", Type::text, text("a\"b"), text("c")) ==
              "{\"x\":[\"a\\\"b\"]}\n{\"x\":[]}\n{\"x\":null}\n{\"x\":[\"c\",\"a\\\"b\"]}\n");
  assert_true(lists_written("csv", Type::text, text("a\"b"), text("c")) ==
              "x\n\"a\"\"b\"\n\"\"\n\n\"c,a\"\"b\"\n");
  assert_true(lists_written("tsv", Type::text, text("a\tb"), text("c")) ==
              "x\na\\tb\n\n\nc,a\\tb\n");
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      cmocka_unit_test(numbers_stand_in_brackets_or_behind_commas),
      cmocka_unit_test(words_are_escaped_once),
  };
  return cmocka_run_group_tests(tests, nullptr, nullptr);
}
