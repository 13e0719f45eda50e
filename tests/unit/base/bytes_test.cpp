#include "core/base/bytes.h"

#include "tests/unit/hex.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

const Octets kOctets = hex("01 0203 04050607 08090a0b0c0d0e0f");

void big_endian_at_any_alignment(void**) {
  assert_int_equal(load_big_endian<std::uint8_t>(kOctets.data()), 0x01);
  assert_int_equal(load_big_endian<std::uint16_t>(kOctets.data() + 1), 0x0203);
  assert_int_equal(load_big_endian<std::uint32_t>(kOctets.data() + 3), 0x04050607);
  assert_int_equal(load_big_endian<std::uint64_t>(kOctets.data() + 7), 0x08090a0b0c0d0e0f);
}

void what_is_stored_is_loaded(void**) {
  std::uint8_t octets[9] = {};
  store_big_endian<std::uint64_t>(octets + 1, 0x0102030405060708);
  assert_int_equal(octets[1], 1);
  assert_int_equal(octets[8], 8);
  assert_int_equal(load_big_endian<std::uint64_t>(octets + 1), 0x0102030405060708);
}

void a_reader_reads_in_order(void**) {
  ByteReader in(kOctets);
  assert_int_equal(in.u8(), 0x01);
  assert_int_equal(in.u16(), 0x0203);
  assert_int_equal(in.u32(), 0x04050607);
  assert_int_equal(in.bytes(2)[1], 0x09);
  assert_int_equal(in.rest().size(), 6);
  assert_true(in.ok());
}

void a_reader_may_end_exactly_at_the_end(void**) {
  ByteReader in(Bytes(kOctets).first(4));
  in.u32();
  assert_true(in.ok());
  assert_true(in.rest().empty());
}

void past_the_end_is_zero_for_good(void**) {
  ByteReader in(Bytes(kOctets).first(3));
  assert_int_equal(in.u32(), 0);
  assert_false(in.ok());
  assert_int_equal(in.u8(), 0);
  assert_true(in.rest().empty());
  assert_false(in.ok());
}

void no_octets_of_nothing_are_fine(void**) {
  ByteReader in(Bytes{});
  assert_true(in.bytes(0).empty());
  assert_true(in.ok());
  assert_true(in.bytes(1).empty());
  assert_false(in.ok());
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      cmocka_unit_test(big_endian_at_any_alignment),
      cmocka_unit_test(what_is_stored_is_loaded),
      cmocka_unit_test(a_reader_reads_in_order),
      cmocka_unit_test(a_reader_may_end_exactly_at_the_end),
      cmocka_unit_test(past_the_end_is_zero_for_good),
      cmocka_unit_test(no_octets_of_nothing_are_fine),
  };
  return cmocka_run_group_tests(tests, nullptr, nullptr);
}
