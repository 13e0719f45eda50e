#pragma once

#include "tests/unit/capture/frames_of.h"
#include "tests/unit/capture/mapped_window.h"
#include "tests/unit/testing.h"

/// A capture file, the frames that a reader gives of it, and how it ends.
struct ReaderCase {
  const char* name;
  Octets file;
  const char* frames;
  const char* error = "";
};

/// A reader under test: opens what the window stands at the start of.
using OpenReader =
    flowstat::Result<std::unique_ptr<flowstat::Source>> (*)(std::unique_ptr<flowstat::Window>);

inline void check_reader(OpenReader open, const ReaderCase& row,
                         std::unique_ptr<flowstat::Window> window) {
  auto source = open(std::move(window));
  assert_true(source.ok());

  const Told told = told_by(*source.value());

  assert_string_equal(told.frames.c_str(), row.frames);
  assert_string_equal(told.error.c_str(), row.error);
  if (!told.error.empty()) assert_int_equal(told.cause, flowstat::Cause::damaged);
  assert_string_equal(told_by(*source.value()).error.c_str(), row.error);  // and again
}

template <OpenReader Open>
void check_at_once(void** state) {
  const ReaderCase& row = row_of<ReaderCase>(state);
  check_reader(Open, row, window_on(row.file));
}

template <OpenReader Open>
void check_octet_by_octet(void** state) {
  const ReaderCase& row = row_of<ReaderCase>(state);
  check_reader(Open, row, window_on(row.file, 1));
}

template <OpenReader Open>
void check_mapped(void** state) {
  const ReaderCase& row = row_of<ReaderCase>(state);
  check_reader(Open, row, mapped_window_on(row.file));
}

template <OpenReader Open>
void check_unusable(void** state) {
  const ReaderCase& row = row_of<ReaderCase>(state);
  for (const bool is_mapped : {false, true}) {
    const auto source = Open(is_mapped ? mapped_window_on(row.file) : window_on(row.file));
    assert_false(source.ok());
    assert_string_equal(source.error().message.c_str(), row.error);
  }
}
