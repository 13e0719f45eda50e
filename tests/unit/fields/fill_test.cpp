#include "core/fields/fill.h"

#include <string>
#include <vector>

#include "tests/unit/hex.h"
#include "tests/unit/testing.h"

namespace flowstat {

enum class Colour : std::uint8_t { red, green };
constexpr std::array<std::string_view, 2> kColourLabels = {"red", "green"};
constexpr std::span<const std::string_view> labels_of(Colour) {
  return kColourLabels;
}

}  // namespace flowstat

using namespace flowstat;

namespace {

/// A row with a value of every kind of cell.
struct Thing {
  int number = 0;
  bool there = true;
};
using Things = std::vector<Thing>;

template <class T>
std::optional<T> if_there(const Thing& thing, T value) {
  return thing.there ? std::optional<T>(value) : std::nullopt;
}

template <class Get>
constexpr Field<Things> thing(std::string_view name, Get get) {
  return field<Things>({.name = name, .about = "A thing."}, get);
}

const std::uint8_t kOctets[] = {0xde, 0xad};

// clang-format off
constexpr Field<Things> kBit = thing("bit", [](const Thing& t) { return t.number > 1; });
constexpr Field<Things> kMaybeBit = thing("maybe_bit", [](const Thing& t) { return if_there(t, t.number > 1); });
constexpr Field<Things> kSmall = thing("small", [](const Thing& t) { return static_cast<std::uint8_t>(t.number); });
constexpr Field<Things> kMaybeNumber = thing("maybe", [](const Thing& t) { return if_there(t, std::int64_t{t.number}); });
constexpr Field<Things> kReal = thing("real", [](const Thing& t) { return t.number / 2.0; });
constexpr Field<Things> kHash = thing("hash", [](const Thing& t) { return Hash{t.number}; });
constexpr Field<Things> kText = thing("text", [](const Thing& t) { return t.number > 1 ? std::string_view("many") : std::string_view("one"); });
constexpr Field<Things> kMaybeText = thing("maybe_text", [](const Thing& t) { return if_there(t, InlineText<4>{{'a', 'b', 'c'}, 3}); });
constexpr Field<Things> kBinary = thing("binary", [](const Thing& t) { return if_there(t, Bytes(kOctets)); });
constexpr Field<Things> kLabel = thing("label", [](const Thing& t) { return t.number > 1 ? Colour::green : Colour::red; });
constexpr Field<Things> kTime = thing("time", [](const Thing& t) { return if_there(t, TimeNs{t.number * 1000 - 1500}); });
constexpr Field<Things> kLasting = thing("lasting", [](const Thing& t) { return DurationNs{t.number * 1000 + 1}; });
constexpr Field<Things> kAddress = thing("address", [](const Thing& t) { return if_there(t, IpAddress{{10, 0, 0, 1}, 4}); });
constexpr Field<Things> kMac = thing("mac", [](const Thing&) { return MacAddress{{0, 1, 2, 3, 4, 5}}; });
// clang-format on

const Things kThings = {{1, true}, {2, false}, {3, true}};

Column filled(const Field<Things>& field, const Rendering& rendering = {}) {
  Column column(column_spec(field, rendering));
  field.fill(kThings, column);
  return column;
}

struct Case {
  const char* name;
  const Field<Things>* field;
  Type type;
  bool nullable;
};

// clang-format off
const Case kCases[] = {
    {"bool",                   &kBit,         Type::boolean,     false},
    {"optional bool",          &kMaybeBit,    Type::boolean,     true},
    {"uint8",                  &kSmall,       Type::u8,          false},
    {"optional int64",         &kMaybeNumber, Type::i64,         true},
    {"double",                 &kReal,        Type::f64,         false},
    {"Hash",                   &kHash,        Type::hash,        false},
    {"string_view",            &kText,        Type::text,        false},
    {"optional inline text",   &kMaybeText,   Type::text,        true},
    {"optional octets",        &kBinary,      Type::binary,      true},
    {"an enum with labels",    &kLabel,       Type::label,       false},
    {"optional time",          &kTime,        Type::time,        true},
    {"duration",               &kLasting,     Type::duration,    false},
    {"optional IP address",    &kAddress,     Type::ip_address,  true},
    {"MAC address",            &kMac,         Type::mac_address, false},
};
// clang-format on

void check_type_follows_from_the_getter(void** state) {
  const Case& row = row_of<Case>(state);
  assert_int_equal(row.field->type, row.type);
  assert_int_equal(row.field->nullable, row.nullable);
}

void check_nulls_are_where_nothing_is_there(void** state) {
  const Case& row = row_of<Case>(state);
  const Column column = filled(*row.field);
  assert_int_equal(column.size(), kThings.size());
  assert_int_equal(column.null_count(), row.nullable ? 1 : 0);
  for (std::size_t i = 0; i < kThings.size(); ++i)
    assert_int_equal(column.is_null(i), row.nullable && !kThings[i].there);
}

void check_a_second_batch_goes_behind_the_first(void** state) {
  const Case& row = row_of<Case>(state);
  Column column = filled(*row.field);
  row.field->fill(kThings, column);
  assert_int_equal(column.size(), 2 * kThings.size());
  assert_int_equal(column.null_count(), row.nullable ? 2 : 0);
  assert_int_equal(column.is_null(4), row.nullable);
}

void check_no_rows_add_nothing(void** state) {
  const Case& row = row_of<Case>(state);
  Column column(column_spec(*row.field, {}));
  row.field->fill(Things{}, column);
  assert_int_equal(column.size(), 0);
}

void bits(void**) {
  const Column column = filled(kBit);
  assert_false(column.bit(0));
  assert_true(column.bit(1));
  assert_true(column.bit(2));
}

void numbers(void**) {
  assert_int_equal(filled(kSmall).values<std::uint8_t>()[2], 3);
  assert_int_equal(filled(kMaybeNumber).values<std::int64_t>()[0], 1);
  assert_int_equal(filled(kMaybeNumber).values<std::int64_t>()[1], 0);
  assert_true(filled(kReal).values<double>()[2] == 1.5);
  assert_int_equal(filled(kHash).values<std::int64_t>()[2], 3);
}

void texts(void**) {
  assert_true(filled(kText).text(0) == "one");
  assert_true(filled(kText).text(2) == "many");
  assert_true(filled(kMaybeText).text(0) == "abc");
  assert_true(filled(kMaybeText).text(1).empty());
  assert_true(filled(kBinary).text(2) == "\xde\xad");
}

void labels(void**) {
  assert_int_equal(kLabel.labels.size(), 2);
  assert_int_equal(filled(kLabel).values<std::uint8_t>()[0], 0);
  assert_int_equal(filled(kLabel).values<std::uint8_t>()[2], 1);
}

void addresses_as_text_and_as_octets(void**) {
  assert_true(filled(kAddress).text(0) == "10.0.0.1");
  assert_true(filled(kMac).text(0) == "00:01:02:03:04:05");
  const Rendering binary = {TimeUnit::ns, AddressForm::binary};
  assert_true(filled(kAddress, binary).text(0) == std::string_view("\x0a\0\0\x01", 4));
  assert_true(filled(kAddress, binary).text(1).empty());
  assert_int_equal(filled(kMac, binary).text(0).size(), 6);
}

void times_in_each_unit(void**) {
  assert_int_equal(filled(kTime).values<std::int64_t>()[0], -500);
  assert_int_equal(filled(kTime).values<std::int64_t>()[2], 1500);
  const Rendering plain = {TimeUnit::int64_ns, AddressForm::text};
  assert_int_equal(filled(kTime, plain).values<std::int64_t>()[0], -500);
  assert_int_equal(filled(kLasting, plain).values<std::int64_t>()[0], 1001);
}

void microseconds_are_rounded_down(void**) {
  const Rendering us = {TimeUnit::us, AddressForm::text};
  assert_int_equal(filled(kTime, us).values<std::int64_t>()[0], -1);
  assert_int_equal(filled(kTime, us).values<std::int64_t>()[2], 1);
  assert_int_equal(filled(kLasting, us).values<std::int64_t>()[1], 2);
  Column column = filled(kLasting, us);
  kLasting.fill(kThings, column);
  assert_int_equal(column.values<std::int64_t>()[0], 1);
  assert_int_equal(column.values<std::int64_t>()[3], 1);
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      cmocka_unit_test(bits),
      cmocka_unit_test(numbers),
      cmocka_unit_test(texts),
      cmocka_unit_test(labels),
      cmocka_unit_test(addresses_as_text_and_as_octets),
      cmocka_unit_test(times_in_each_unit),
      cmocka_unit_test(microseconds_are_rounded_down),
  };
  int failed = cmocka_run_group_tests(tests, nullptr, nullptr);
  failed += run_table<Case>(kCases, check_type_follows_from_the_getter);
  failed += run_table<Case>(kCases, check_nulls_are_where_nothing_is_there);
  failed += run_table<Case>(kCases, check_a_second_batch_goes_behind_the_first);
  return failed + run_table<Case>(kCases, check_no_rows_add_nothing);
}
