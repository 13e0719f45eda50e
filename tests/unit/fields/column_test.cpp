#include "core/fields/column.h"

#include <string>

#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

FieldInfo info(Type type) {
  return {.name = "x", .about = "X.", .type = type};
}

struct Case {
  const char* name;
  Type type;
  Rendering rendering;
  Storage storage;
};

constexpr Rendering kText = {TimeUnit::ns, AddressForm::text};
constexpr Rendering kBinary = {TimeUnit::us, AddressForm::binary};
constexpr Rendering kPlain = {TimeUnit::int64_ns, AddressForm::text};

// clang-format off
const Case kCases[] = {
    {"booleans are bits",              Type::boolean,     kText,   Storage::bits},
    {"header fields keep their width", Type::u16,         kText,   Storage::u16},
    {"a hash is int64",                Type::hash,        kText,   Storage::i64},
    {"an address as text",             Type::ip_address,  kText,   Storage::text},
    {"an address as octets",           Type::ip_address,  kBinary, Storage::binary},
    {"a MAC address as octets",        Type::mac_address, kBinary, Storage::binary},
    {"a time",                         Type::time,        kText,   Storage::time},
    {"a time in microseconds",         Type::time,        kBinary, Storage::time},
    {"a time as a plain number",       Type::time,        kPlain,  Storage::i64},
    {"a duration",                     Type::duration,    kText,   Storage::duration},
    {"a duration as a plain number",   Type::duration,    kPlain,  Storage::i64},
    {"octets stay octets",             Type::binary,      kText,   Storage::binary},
    {"a label",                        Type::label,       kText,   Storage::label},
};
// clang-format on

void check_storage(void** state) {
  const Case& row = row_of<Case>(state);
  const ColumnSpec spec = column_spec(info(row.type), row.rendering);
  assert_int_equal(spec.storage, row.storage);
  assert_int_equal(spec.time_unit, row.rendering.time_unit);
}

void numbers_lie_side_by_side(void**) {
  Column column(column_spec(info(Type::u32), {}));
  auto* cells = column.extend<std::uint32_t>(2);
  cells[0] = 7;
  cells[1] = 8;
  *column.extend<std::uint32_t>(1) = 9;

  assert_int_equal(column.size(), 3);
  assert_int_equal(column.values<std::uint32_t>()[0], 7);
  assert_int_equal(column.values<std::uint32_t>()[2], 9);
  assert_null(column.validity());
}

void text_lies_between_offsets(void**) {
  Column column(column_spec(info(Type::text), {}));
  column.append(std::string_view("ab"));
  column.append(std::string_view(""));
  column.append_in_place(10, [](char* to) {
    *to++ = 'c';
    return to;
  });

  assert_int_equal(column.size(), 3);
  assert_true(column.text(0) == "ab");
  assert_true(column.text(1).empty());
  assert_true(column.text(2) == "c");
  assert_int_equal(column.offsets()[0], 0);
  assert_int_equal(column.offsets()[3], 3);
}

void bits_are_packed_from_the_lowest(void**) {
  Column column(column_spec(info(Type::boolean), {}));
  for (int i = 0; i < 11; ++i) column.append(i % 3 == 0);

  assert_int_equal(column.size(), 11);
  assert_int_equal(column.values()[0], 0b01001001);
  assert_int_equal(column.values()[1], 0b00000010);
  assert_true(column.bit(9));
  assert_false(column.bit(10));
}

void nulls_are_cleared_bits(void**) {
  Column column(column_spec(info(Type::u8), {}));
  column.extend<std::uint8_t>(10);
  column.set_null(0);
  column.set_null(9);

  assert_int_equal(column.null_count(), 2);
  assert_true(column.is_null(0));
  assert_false(column.is_null(1));
  assert_true(column.is_null(9));
  assert_int_equal(column.validity()[0], 0xfe);
  assert_int_equal(column.validity()[1] & 0x03, 0x01);
}

void nulls_survive_growth(void**) {
  Column column(column_spec(info(Type::i64), {}));
  for (std::size_t i = 0; i < 1000; ++i) {
    column.extend<std::int64_t>(3);
    column.set_null(3 * i + 1);
  }
  assert_int_equal(column.null_count(), 1000);
  for (std::size_t row = 0; row < column.size(); ++row)
    assert_int_equal(column.is_null(row), row % 3 == 1);
}

void a_cleared_column_is_as_new(void**) {
  for (const Type type : {Type::u16, Type::text, Type::boolean}) {
    Column column(column_spec(info(type), {}));
    const std::size_t empty_bytes = column.used_bytes();
    if (type == Type::u16) *column.extend<std::uint16_t>(1) = 5;
    if (type == Type::text) column.append(std::string_view("abc"));
    if (type == Type::boolean) column.append(true);
    column.set_null(0);
    column.clear();

    assert_int_equal(column.size(), 0);
    assert_int_equal(column.null_count(), 0);
    assert_int_equal(column.used_bytes(), empty_bytes);
    if (type == Type::boolean) column.append(false);
    if (type == Type::boolean) assert_false(column.bit(0));
  }
}

void a_batch_has_the_rows_of_its_columns(void**) {
  const ColumnSpec schema[] = {column_spec(info(Type::u8), {}), column_spec(info(Type::text), {})};
  Batch batch = make_batch(schema);
  assert_int_equal(batch.rows(), 0);
  batch.columns[0].extend<std::uint8_t>(2);
  batch.columns[1].append(std::string_view("a"));
  batch.columns[1].append(std::string_view("b"));
  assert_int_equal(batch.rows(), 2);
  assert_true(batch.used_bytes() > 0);
  batch.clear();
  assert_int_equal(batch.rows(), 0);
  assert_int_equal(Batch{}.rows(), 0);
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      cmocka_unit_test(numbers_lie_side_by_side),
      cmocka_unit_test(text_lies_between_offsets),
      cmocka_unit_test(bits_are_packed_from_the_lowest),
      cmocka_unit_test(nulls_are_cleared_bits),
      cmocka_unit_test(nulls_survive_growth),
      cmocka_unit_test(a_cleared_column_is_as_new),
      cmocka_unit_test(a_batch_has_the_rows_of_its_columns),
  };
  const int failed = run_table<Case>(kCases, check_storage);
  return failed + cmocka_run_group_tests(tests, nullptr, nullptr);
}
