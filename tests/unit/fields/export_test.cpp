#include "core/fields/export.h"

#include <cstring>

#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

constexpr std::string_view kWords[] = {"red", "green"};

FieldInfo info(Type type) {
  FieldInfo made{.name = "x", .unit = Unit::none, .about = "A test.", .type = type};
  if (type == Type::label) made.labels = kWords;
  return made;
}

struct Case {
  const char* name;
  Type type;
  TimeUnit time_unit;
  const char* format;
  std::int64_t buffer_count;
};

// clang-format off
const Case kCases[] = {
    {"booleans",                  Type::boolean,    TimeUnit::ns,       "b",       2},
    {"uint8",                     Type::u8,         TimeUnit::ns,       "C",       2},
    {"uint16",                    Type::u16,        TimeUnit::ns,       "S",       2},
    {"uint32",                    Type::u32,        TimeUnit::ns,       "I",       2},
    {"int64",                     Type::i64,        TimeUnit::ns,       "l",       2},
    {"a hash",                    Type::hash,       TimeUnit::ns,       "l",       2},
    {"double",                    Type::f64,        TimeUnit::ns,       "g",       2},
    {"text",                      Type::text,       TimeUnit::ns,       "u",       3},
    {"an address",                Type::ip_address, TimeUnit::ns,       "u",       3},
    {"octets",                    Type::binary,     TimeUnit::ns,       "z",       3},
    {"a time",                    Type::time,       TimeUnit::ns,       "tsn:UTC", 2},
    {"a time in us",              Type::time,       TimeUnit::us,       "tsu:UTC", 2},
    {"a time as a plain number",  Type::time,       TimeUnit::int64_ns, "l",       2},
    {"a duration",                Type::duration,   TimeUnit::ns,       "tDn",     2},
    {"a duration in us",          Type::duration,   TimeUnit::us,       "tDu",     2},
    {"a label's codes",           Type::label,      TimeUnit::ns,       "c",       2},
};
// clang-format on

void check_format(void** state) {
  const Case& row = row_of<Case>(state);
  const ColumnSpec spec = column_spec(info(row.type), {.time_unit = row.time_unit});
  ArrowSchema schema = export_schema({&spec, 1}, {});
  const Batch batch = make_batch({&spec, 1});
  ArrowArray rows = export_batch(batch);

  assert_string_equal(schema.format, "+s");
  assert_int_equal(schema.n_children, 1);
  assert_string_equal(schema.children[0]->format, row.format);
  assert_string_equal(schema.children[0]->name, "x");
  assert_int_equal(schema.children[0]->flags, 0);
  assert_int_equal(schema.children[0]->dictionary != nullptr, row.type == Type::label);
  assert_int_equal(rows.length, 0);
  assert_int_equal(rows.n_buffers, 1);
  assert_int_equal(rows.children[0]->n_buffers, row.buffer_count);
  schema.release(&schema);
  rows.release(&rows);
  assert_null(schema.release);
  assert_null(rows.release);
}

/// The value of `key` in metadata as the specification encodes it; "" where there is none.
std::string value_of(const char* metadata, std::string_view key) {
  const auto take_int = [&] {
    std::int32_t number = 0;
    std::memcpy(&number, metadata, sizeof number);
    metadata += sizeof number;
    return number;
  };
  const auto take_text = [&] {
    const auto size = static_cast<std::size_t>(take_int());
    const std::string_view taken(metadata, size);
    metadata += size;
    return taken;
  };
  if (metadata == nullptr) return "";
  for (std::int32_t rest = take_int(); rest > 0; --rest) {
    const bool is_it = take_text() == key;
    const std::string_view value = take_text();
    if (is_it) return std::string(value);
  }
  return "";
}

void metadata_tells_what_the_field_table_tells(void**) {
  FieldInfo bytes = info(Type::i64);
  bytes.unit = Unit::bytes;
  bytes.wireshark = "frame.len";
  bytes.nullable = true;
  const ColumnSpec columns[] = {column_spec(bytes, {}),
                                column_spec(info(Type::duration), {.time_unit = TimeUnit::us})};
  const std::pair<std::string, std::string> table[] = {{"flowstat.version", "0.1.0"}, {"b", ""}};
  ArrowSchema schema = export_schema(columns, table);

  assert_true(value_of(schema.metadata, "flowstat.version") == "0.1.0");
  const ArrowSchema& first = *schema.children[0];
  assert_int_equal(first.flags, ARROW_FLAG_NULLABLE);
  assert_true(value_of(first.metadata, "description") == "A test.");
  assert_true(value_of(first.metadata, "unit") == "bytes");
  assert_true(value_of(first.metadata, "wireshark") == "frame.len");
  assert_true(value_of(schema.children[1]->metadata, "unit") == "us");
  assert_true(value_of(schema.children[1]->metadata, "wireshark").empty());
  schema.release(&schema);
}

void buffers_are_the_columns_own(void**) {
  const ColumnSpec columns[] = {column_spec(info(Type::u16), {}),
                                column_spec(info(Type::text), {})};
  Batch batch = make_batch(columns);
  batch.columns[0].extend<std::uint16_t>(2)[0] = 53;
  batch.columns[0].set_null(1);
  batch.columns[1].append(std::string_view("ab"));
  batch.columns[1].append(std::string_view("c"));
  ArrowArray rows = export_batch(batch);

  assert_int_equal(rows.length, 2);
  const ArrowArray& numbers = *rows.children[0];
  assert_int_equal(numbers.null_count, 1);
  assert_ptr_equal(numbers.buffers[0], batch.columns[0].validity());
  assert_ptr_equal(numbers.buffers[1], batch.columns[0].values());
  const ArrowArray& texts = *rows.children[1];
  assert_int_equal(texts.null_count, 0);
  assert_null(texts.buffers[0]);
  assert_ptr_equal(texts.buffers[1], batch.columns[1].offsets());
  assert_ptr_equal(texts.buffers[2], batch.columns[1].values());
  rows.release(&rows);
  assert_true(batch.columns[1].text(0) == "ab");
}

void a_label_brings_its_words(void**) {
  const ColumnSpec column = column_spec(info(Type::label), {});
  Batch batch = make_batch({&column, 1});
  *batch.columns[0].extend<std::uint8_t>(1) = 1;
  ArrowArray rows = export_batch(batch);

  const ArrowArray& words = *rows.children[0]->dictionary;
  assert_int_equal(words.length, 2);
  const auto* ends = static_cast<const std::int32_t*>(words.buffers[1]);
  const auto* letters = static_cast<const char*>(words.buffers[2]);
  assert_true(std::string_view(letters, 3) == "red");
  assert_true(std::string_view(letters + ends[1], 5) == "green");
  assert_int_equal(ends[2], 8);
  rows.release(&rows);
}

/// The specification lets a consumer take a child and release the rest.
void a_child_may_be_moved_out(void**) {
  const ColumnSpec column = column_spec(info(Type::label), {});
  ArrowSchema schema = export_schema({&column, 1}, {});
  ArrowSchema child = *schema.children[0];
  schema.children[0]->release = nullptr;
  schema.release(&schema);

  assert_string_equal(child.name, "x");
  assert_string_equal(child.dictionary->format, "u");
  child.release(&child);
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      cmocka_unit_test(metadata_tells_what_the_field_table_tells),
      cmocka_unit_test(buffers_are_the_columns_own),
      cmocka_unit_test(a_label_brings_its_words),
      cmocka_unit_test(a_child_may_be_moved_out),
  };
  return run_table<Case>(kCases, check_format) + cmocka_run_group_tests(tests, nullptr, nullptr);
}
