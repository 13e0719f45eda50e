#include <string>

#include "core/fields/column.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

ColumnSpec spec_of(Type type, bool repeats) {
  return column_spec(
      {.name = "x", .about = "X.", .type = type, .nullable = true, .repeats = repeats}, {});
}

/// [1], null, [2, 3]
Column numbers() {
  Column column(spec_of(Type::u16, true));
  *column.items().extend<std::uint16_t>(1) = 1;
  column.close_list();
  column.append_null();
  auto* two = column.items().extend<std::uint16_t>(2);
  two[0] = 2;
  two[1] = 3;
  column.close_list();
  return column;
}

/// "a", null, "bc"
Column words() {
  Column column(spec_of(Type::text, false));
  column.append(std::string_view("a"));
  column.append_null();
  column.append(std::string_view("bc"));
  return column;
}

/// true, null, true
Column truths() {
  Column column(spec_of(Type::boolean, false));
  column.append(true);
  column.append_null();
  column.append(true);
  return column;
}

void a_list_is_the_items_between_two_offsets(void**) {
  const Column column = numbers();
  assert_int_equal(column.size(), 3);
  assert_int_equal(column.items().size(), 3);
  assert_int_equal(column.null_count(), 1);
  assert_true(column.is_null(1));
  assert_int_equal(column.offsets()[1], 1);
  assert_int_equal(column.offsets()[2], 1);
  assert_int_equal(column.offsets()[3], 3);
}

void a_cleared_list_has_no_items(void**) {
  Column column = numbers();
  column.clear();
  assert_int_equal(column.size(), 0);
  assert_int_equal(column.items().size(), 0);
  column.close_list();
  assert_int_equal(column.offsets()[1], 0);
}

void rows_are_added_from_the_middle_of_another(void**) {
  Column to = numbers();
  to.append_rows(numbers(), 1, 2);
  assert_int_equal(to.size(), 5);
  assert_int_equal(to.null_count(), 2);
  assert_true(to.is_null(3));
  assert_int_equal(to.offsets()[5], 5);
  assert_int_equal(to.items().values<std::uint16_t>()[4], 3);

  Column text = words();
  text.append_rows(words(), 1, 2);
  assert_true(text.is_null(3));
  assert_true(text.text(4) == "bc");

  Column bits = truths();
  bits.append_rows(truths(), 1, 2);
  assert_true(bits.is_null(3));
  assert_true(bits.bit(4));

  Column none = words();
  none.append_rows(words(), 3, 0);
  assert_int_equal(none.size(), 3);
}

/// A column that loads what `from` has.
bool loads(const Column& from, Column& to) {
  if (from.is_list() && !loads(from.items(), to.items())) return false;
  return to.load(from.size(), from.null_count(), from.validity_bytes(), from.offset_bytes(),
                 from.value_bytes());
}

void buffers_are_loaded(void**) {
  for (auto* make : {numbers, words, truths}) {
    const Column from = make();
    Column to(from.spec());
    assert_true(loads(from, to));
    assert_int_equal(to.size(), 3);
    assert_true(to.is_null(1));
    assert_false(to.is_null(2));
    to.append_rows(from, 0, 3);  // what was loaded grows as any other
    assert_int_equal(to.size(), 6);
    assert_true(to.is_null(4));
  }
}

void buffers_that_do_not_fit_are_refused(void**) {
  const std::int32_t falling[] = {0, 2, 1};
  const std::int32_t beyond[] = {0, 1, 9};
  const std::int32_t late[] = {1, 1, 2};
  const auto octets_of = [](const std::int32_t(&offsets)[3]) {
    return Bytes(reinterpret_cast<const std::uint8_t*>(offsets), sizeof offsets);
  };
  const std::uint8_t values[2] = {'a', 'b'};
  Column text(spec_of(Type::text, false));
  assert_false(text.load(2, 0, {}, octets_of(falling), values));
  assert_false(text.load(2, 0, {}, octets_of(beyond), values));
  assert_false(text.load(2, 0, {}, octets_of(late), values));
  assert_false(text.load(3, 0, {}, octets_of(beyond), values));
  assert_false(text.load(0, 0, {}, {}, {}));
  assert_int_equal(text.size(), 0);

  Column wide(spec_of(Type::i64, false));
  assert_false(wide.load(1, 0, {}, {}, values));
  Column narrow(spec_of(Type::u8, false));
  assert_false(narrow.load(2, 1, {}, {}, values));
  assert_true(narrow.load(2, 0, {}, {}, values));
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      cmocka_unit_test(a_list_is_the_items_between_two_offsets),
      cmocka_unit_test(a_cleared_list_has_no_items),
      cmocka_unit_test(rows_are_added_from_the_middle_of_another),
      cmocka_unit_test(buffers_are_loaded),
      cmocka_unit_test(buffers_that_do_not_fit_are_refused),
  };
  return cmocka_run_group_tests(tests, nullptr, nullptr);
}
