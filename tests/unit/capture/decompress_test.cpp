#include "core/capture/decompress.h"

#include <string>

#include "tests/unit/capture/files.h"
#include "tests/unit/capture/memory_input.h"
#include "tests/unit/capture/packers.h"
#include "tests/unit/testing.h"

using namespace flowstat;
using namespace files;

namespace {

using Open = Result<std::unique_ptr<Input>> (*)(std::unique_ptr<Input>, std::string);

/// Octets that do not get smaller, so that what is cut off of them packed is missing unpacked.
Octets noise(std::size_t size) {
  Octets octets(size);
  std::uint32_t bits = 1;
  for (std::uint8_t& octet : octets) {
    bits = bits * 1664525 + 1013904223;
    octet = static_cast<std::uint8_t>(bits >> 24);
  }
  return octets;
}

Octets without_last(Octets octets, std::size_t count) {
  octets.resize(octets.size() - count);
  return octets;
}

Octets with_octet_changed(Octets octets, std::size_t at) {
  octets[at] = static_cast<std::uint8_t>(~octets[at]);
  return octets;
}

struct Unpacked {
  Octets octets;
  std::string error;
};

Unpacked unpack(Open open, const Octets& packed, std::size_t step_bytes, std::size_t room) {
  auto input = open(std::make_unique<MemoryInput>(packed, step_bytes), "x.gz");
  assert_true(input.ok());
  Unpacked all;
  Octets buffer(room);
  while (true) {
    const auto got = input.value()->read(buffer.data(), room);
    if (!got.ok()) all.error = got.error().message;
    if (!got.ok()) assert_int_equal(got.error().cause, Cause::damaged);
    if (!got.ok() || got.value() == 0) return all;
    const auto end = buffer.begin() + static_cast<std::ptrdiff_t>(got.value());
    all.octets.insert(all.octets.end(), buffer.begin(), end);
  }
}

struct Case {
  const char* name;
  Open open;
  Octets packed;
  Octets octets;
  const char* error = "";
};

const Octets kAbc = text("abc");
const Octets kLong = noise(400'000);  // longer than any buffer in between
const char* const kGzipCut = "gzip data: the file is cut short";
const char* const kZstdCut = "zstd data: the file is cut short";
const Octets kSkippable = hex("502a4d18 03000000 010203");

// clang-format off
const Case kCases[] = {
    {"gzip: one member",                     open_gzip, gzip(kAbc),                                              kAbc},
    {"gzip: several members are one",        open_gzip, gzip(kAbc) + gzip({}) + gzip(kLong) + gzip(kAbc),        kAbc + kLong + kAbc},
    {"gzip: nothing in it",                  open_gzip, gzip({}),                                                {}},
    {"gzip: far smaller when packed",        open_gzip, gzip(zeros(400'000)),                                    zeros(400'000)},
    {"gzip: padding behind it",              open_gzip, gzip(kAbc) + zeros(512),                                 kAbc},
    {"gzip: other octets behind it",         open_gzip, gzip(kAbc) + text("the end"),                            kAbc},
    {"gzip: cut before its checksum",        open_gzip, without_last(gzip(kAbc), 8),                             kAbc, kGzipCut},
    {"gzip: cut inside its checksum",        open_gzip, without_last(gzip(kAbc), 1),                             kAbc, kGzipCut},
    {"gzip: cut inside a second member",     open_gzip, gzip(kAbc) + cut(gzip(kAbc), 5),                         kAbc, kGzipCut},
    {"gzip: what precedes a wrong checksum", open_gzip, with_octet_changed(gzip(kLong), gzip(kLong).size() - 8), kLong, "gzip data: incorrect data check"},
    {"gzip: a second member of no method",   open_gzip, gzip(kAbc) + hex("1f8b ff 00"),                          kAbc, "gzip data: unknown compression method"},
    {"zstd: one frame",                      open_zstd, zstd(kAbc),                                              kAbc},
    {"zstd: several frames are one",         open_zstd, zstd(kAbc) + zstd({}) + zstd(kLong) + zstd(kAbc),        kAbc + kLong + kAbc},
    {"zstd: nothing in it",                  open_zstd, zstd({}),                                                {}},
    {"zstd: far smaller when packed",        open_zstd, zstd(zeros(400'000)),                                    zeros(400'000)},
    {"zstd: a skippable frame",              open_zstd, zstd(kAbc) + kSkippable + zstd(kAbc),                    kAbc + kAbc},
    {"zstd: cut inside its checksum",        open_zstd, without_last(zstd(kAbc), 1),                             kAbc, kZstdCut},
    {"zstd: cut inside its last block",      open_zstd, without_last(zstd(kLong), 4 + 1000),                     cut(kLong, 399'000), kZstdCut},
    {"zstd: cut inside a second frame",      open_zstd, zstd(kAbc) + cut(zstd(kAbc), 5),                         kAbc, kZstdCut},
    {"zstd: what precedes a wrong checksum", open_zstd, with_octet_changed(zstd(kLong), zstd(kLong).size() - 1), kLong, "zstd data: Restored data doesn't match checksum"},
    {"zstd: other octets behind it",         open_zstd, zstd(kAbc) + text("the end"),                            kAbc, "zstd data: Unknown frame descriptor"},
};
// clang-format on

void check(const Case& row, std::size_t step_bytes, std::size_t room) {
  const Unpacked all = unpack(row.open, row.packed, step_bytes, room);
  const std::string where = "x.gz is damaged at offset " + std::to_string(row.octets.size()) + ": ";
  assert_string_equal(all.error.c_str(), row.error[0] == '\0' ? "" : (where + row.error).c_str());
  assert_int_equal(all.octets.size(), row.octets.size());
  assert_true(all.octets == row.octets);
}

void check_at_once(void** state) {
  check(row_of<Case>(state), SIZE_MAX, 524'288);
}

void check_octet_by_octet(void** state) {
  check(row_of<Case>(state), 1, 524'288);
}

void check_into_little_room(void** state) {
  check(row_of<Case>(state), SIZE_MAX, 1000);
}

/// Changes one octet of `packed`: whatever was unpacked before is right, and nothing hangs.
void check_damage_at(Open open, const Octets& packed, std::size_t at) {
  const Unpacked all = unpack(open, with_octet_changed(packed, at), SIZE_MAX, 524'288);
  if (!all.error.empty() || at < 20) return;
  assert_true(all.octets == kLong);
}

void damage_is_told_again(void**) {
  auto input = open_gzip(std::make_unique<MemoryInput>(gzip(kAbc) + hex("1f8b ff 00")), "x.gz");
  Octets buffer(100);
  assert_int_equal(input.value()->read(buffer.data(), 100).value(), 3);
  for (int i = 0; i < 3; ++i) assert_false(input.value()->read(buffer.data(), 100).ok());
}

void blocks_before_a_damaged_one_are_given(void**) {
  const Octets packed = zstd(kLong);
  const Octets damaged = cut(packed, 131'072 + 100) + text("not what was here") + zeros(300'000);
  const Unpacked all = unpack(open_zstd, damaged, SIZE_MAX, 524'288);
  assert_false(all.error.empty());
  assert_true(all.octets.size() >= 131'072);
  assert_true(cut(all.octets, 131'072) == cut(kLong, 131'072));
}

void damage_anywhere_is_harmless(void**) {
  const Octets gzipped = gzip(kLong);
  const Octets zstandard = zstd(kLong);
  for (std::size_t at = 0; at < 400'000; at += 20'011) {
    check_damage_at(open_gzip, gzipped, at);
    check_damage_at(open_zstd, zstandard, at);
  }
}

void progress_is_that_of_the_file(void**) {
  const Octets packed = gzip(zeros(400'000));
  const auto input = open_gzip(std::make_unique<MemoryInput>(packed), "x.gz");
  Octets buffer(10);
  assert_int_equal(input.value()->taken_bytes(), 0);
  assert_int_equal(input.value()->read(buffer.data(), 10).value(), 10);
  assert_int_equal(input.value()->taken_bytes(), packed.size());
  assert_int_equal(input.value()->total_bytes(), packed.size());
}

void the_magic_numbers_decide(void**) {
  assert_true(is_gzip(gzip(kAbc)));
  assert_false(is_gzip(hex("1f")));
  assert_false(is_gzip(zstd(kAbc)));
  assert_true(is_zstd(zstd(kAbc)));
  assert_false(is_zstd(hex("28b52f")));
  assert_false(is_zstd(gzip(kAbc)));
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      cmocka_unit_test(damage_is_told_again),
      cmocka_unit_test(blocks_before_a_damaged_one_are_given),
      cmocka_unit_test(damage_anywhere_is_harmless),
      cmocka_unit_test(progress_is_that_of_the_file),
      cmocka_unit_test(the_magic_numbers_decide),
  };
  int failed = cmocka_run_group_tests(tests, nullptr, nullptr);
  failed += run_table<Case>(kCases, check_at_once);
  failed += run_table<Case>(kCases, check_octet_by_octet);
  return failed + run_table<Case>(kCases, check_into_little_room);
}
