#include "core/columns/cell_text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>
#include <string>

#include "core/base/digits.h"
#include "core/base/time.h"

namespace flowstat {

namespace {

constexpr std::size_t kMostNumberBytes = 32;  // "-1.7976931348623157e+308" is the longest

/// What format_cells() was asked for.
struct Request {
  const Column& column;
  RowRange rows;
  const CellStyle& style;
  std::string_view lead;
  CellText& out;
};

char* put(std::string_view text, char* to) {
  return std::copy(text.begin(), text.end(), to);
}

/// The loop that all cells go through: `write(row, to)` writes one and gives its end.
/// `most_bytes` is what all cells together may take, leads and nulls not counted.
template <class Write>
void write_cells(const Request& ask, std::size_t most_bytes, Write write) {
  const auto [first, count] = ask.rows;
  const std::string_view null_text = ask.style.null_text;
  CellText& out = ask.out;
  out.characters.clear();
  out.ends.clear();
  char* const begin =
      out.characters.extend(most_bytes + count * (ask.lead.size() + null_text.size()) + kReadAhead);
  std::uint32_t* const ends = out.ends.extend(count);
  char* to = begin;
  for (std::size_t i = 0; i < count; ++i) {
    to = put(ask.lead, to);
    to = ask.column.is_null(first + i) ? put(null_text, to) : write(first + i, to);
    ends[i] = static_cast<std::uint32_t>(to - begin);
  }
  std::memset(to, 0, kReadAhead);
}

/// As write_cells(), for cells that JSON puts in quotes and that take at most `cell_bytes` each.
template <class Write>
void write_words(const Request& ask, std::size_t cell_bytes, Write write) {
  const std::size_t most_bytes = ask.rows.count * (cell_bytes + 2);
  if (!ask.style.quotes_words) return write_cells(ask, most_bytes, write);
  write_cells(ask, most_bytes, [&](std::size_t row, char* to) {
    *to++ = '"';
    to = write(row, to);
    *to++ = '"';
    return to;
  });
}

template <class T>
void write_integers(const Request& ask) {
  const T* const values = ask.column.values<T>();
  write_cells(ask, ask.rows.count * kMostNumberBytes, [&](std::size_t row, char* to) {
    return std::to_chars(to, to + kMostNumberBytes, values[row]).ptr;
  });
}

void write_doubles(const Request& ask) {
  const double* const values = ask.column.values<double>();
  const bool has_no_nan = ask.style.has_no_nan;
  write_cells(ask, ask.rows.count * kMostNumberBytes, [&](std::size_t row, char* to) {
    if (has_no_nan && !std::isfinite(values[row])) return put(ask.style.null_text, to);
    return std::to_chars(to, to + kMostNumberBytes, values[row]).ptr;
  });
}

void write_booleans(const Request& ask) {
  write_cells(ask, ask.rows.count * 5, [&](std::size_t row, char* to) {
    return put(ask.column.bit(row) ? "true" : "false", to);
  });
}

/// The nanoseconds of a time or duration, in whichever unit it is stored; those before the first
/// whole microsecond that int64 nanoseconds can hold are cut to the nearest that they can.
std::int64_t to_ns(std::int64_t value, bool is_us) {
  if (!is_us) return value;
  std::int64_t ns = 0;
  if (!__builtin_mul_overflow(value, std::int64_t{1000}, &ns)) return ns;
  return value < 0 ? std::numeric_limits<std::int64_t>::min()
                   : std::numeric_limits<std::int64_t>::max();
}

/// Writes times; remembers the text of the last second, which most packets share with the one
/// before.
class TimeWriter {
 public:
  char* write(std::int64_t ns, char* to) {
    const Seconds at = split_seconds(ns);
    if (at.second != second_) remember(ns, at.second);
    std::memcpy(to, text_, sizeof text_);
    to = write_nine_digits(at.ns, to + sizeof text_);
    *to++ = 'Z';
    return to;
  }

 private:
  void remember(std::int64_t ns, std::int64_t second) {
    char whole[kTimeTextBytes];
    write_time(TimeNs{ns}, whole);
    std::memcpy(text_, whole, sizeof text_);
    second_ = second;
  }

  std::int64_t second_ = std::numeric_limits<std::int64_t>::min();  // no int64 ns lies in it
  char text_[20] = {};                                              // "2026-11-24T11:44:19."
};

void write_times(const Request& ask) {
  const std::int64_t* const values = ask.column.values<std::int64_t>();
  const bool is_us = ask.column.spec().time_unit == TimeUnit::us;
  TimeWriter writer;
  write_words(ask, kTimeTextBytes, [&](std::size_t row, char* to) {
    return writer.write(to_ns(values[row], is_us), to);
  });
}

void write_decimal_seconds(const Request& ask) {
  const std::int64_t* const values = ask.column.values<std::int64_t>();
  const bool is_us = ask.column.spec().time_unit == TimeUnit::us;
  write_cells(ask, ask.rows.count * kSecondsTextBytes, [&](std::size_t row, char* to) {
    return write_seconds(to_ns(values[row], is_us), to);
  });
}

void write_hashes(const Request& ask) {
  const std::int64_t* const values = ask.column.values<std::int64_t>();
  write_words(ask, 18, [&](std::size_t row, char* to) {
    return write_hash(static_cast<std::uint64_t>(values[row]), to);
  });
}

void write_labels(const Request& ask) {
  const std::uint8_t* const codes = ask.column.values<std::uint8_t>();
  const auto labels = ask.column.spec().field.labels;
  std::size_t longest = 0;
  for (const std::string_view label : labels) longest = std::max(longest, label.size());
  write_words(ask, longest, [&](std::size_t row, char* to) { return put(labels[codes[row]], to); });
}

/// Octets of text and binary cells in `rows`.
std::size_t held_bytes(const Column& column, RowRange rows) {
  const std::int32_t* const offsets = column.offsets();
  return static_cast<std::size_t>(offsets[rows.first + rows.count] - offsets[rows.first]);
}

/// Addresses, which need no escapes in any format.
void write_addresses(const Request& ask) {
  const std::size_t most_bytes = held_bytes(ask.column, ask.rows) + 2 * ask.rows.count;
  const bool is_quoted = ask.style.quotes_words;
  write_cells(ask, most_bytes, [&](std::size_t row, char* to) {
    if (is_quoted) *to++ = '"';
    to = put(ask.column.text(row), to);
    if (is_quoted) *to++ = '"';
    return to;
  });
}

void write_texts(const Request& ask) {
  const std::size_t bytes = held_bytes(ask.column, ask.rows);
  const std::size_t most_bytes = bytes * ask.style.text_growth + 2 * ask.rows.count;
  write_cells(ask, most_bytes, [&](std::size_t row, char* to) {
    return ask.style.write_text(ask.column.text(row), to);
  });
}

/// Octets in hexadecimal: payload, and addresses in their binary form.
void write_octets(const Request& ask) {
  const std::size_t most_bytes = 2 * held_bytes(ask.column, ask.rows) + 2 * ask.rows.count;
  const bool is_quoted = ask.style.quotes_words;
  write_cells(ask, most_bytes, [&](std::size_t row, char* to) {
    const std::string_view octets = ask.column.text(row);
    if (octets.empty()) return put(ask.style.empty_octets, to);
    if (is_quoted) *to++ = '"';
    to = write_hex(octets, to);
    if (is_quoted) *to++ = '"';
    return to;
  });
}

/// The items of the lists in `ask.rows`: as the format writes them, or as plain text.
CellText item_texts(const Request& ask) {
  CellStyle style = ask.style;
  if (!style.has_lists) {
    style.write_text = [](std::string_view text, char* to) { return put(text, to); };
    style.empty_octets = {};
  }
  const std::int32_t* const offsets = ask.column.offsets() + ask.rows.first;
  const auto first = static_cast<std::size_t>(offsets[0]);
  const auto end = static_cast<std::size_t>(offsets[ask.rows.count]);
  CellText items;
  format_cells(ask.column.items(), {first, end - first}, style, "", items);
  return items;
}

/// Lists: in brackets where the format knows them, else one text with commas between the items, as
/// tshark writes them.
void write_lists(const Request& ask) {
  const CellText items = item_texts(ask);
  const std::int32_t* const offsets = ask.column.offsets();
  const std::size_t count = items.ends.size();
  const std::size_t bytes = (count == 0 ? 0 : items.ends[count - 1]) + count;
  std::string joined;
  write_cells(ask, bytes * ask.style.text_growth + 2 * ask.rows.count,
              [&](std::size_t row, char* to) {
                joined.clear();
                for (auto i = offsets[row]; i < offsets[row + 1]; ++i) {
                  if (i > offsets[row]) joined += ',';
                  joined += items[static_cast<std::size_t>(i - offsets[ask.rows.first])];
                }
                if (!ask.style.has_lists) return ask.style.write_text(joined, to);
                *to++ = '[';
                to = put(joined, to);
                *to++ = ']';
                return to;
              });
}

}  // namespace

void format_cells(const Column& column, RowRange rows, const CellStyle& style,
                  std::string_view lead, CellText& out) {
  const Request ask{column, rows, style, lead, out};
  if (column.is_list()) return write_lists(ask);
  switch (column.spec().field.type) {
    case Type::boolean: return write_booleans(ask);
    case Type::u8: return write_integers<std::uint8_t>(ask);
    case Type::u16: return write_integers<std::uint16_t>(ask);
    case Type::u32: return write_integers<std::uint32_t>(ask);
    case Type::u64: return write_integers<std::uint64_t>(ask);
    case Type::i8: return write_integers<std::int8_t>(ask);
    case Type::i16: return write_integers<std::int16_t>(ask);
    case Type::i32: return write_integers<std::int32_t>(ask);
    case Type::i64: return write_integers<std::int64_t>(ask);
    case Type::f64: return write_doubles(ask);
    case Type::text: return write_texts(ask);
    case Type::binary: return write_octets(ask);
    case Type::time:
      return style.time_text == TimeText::epoch ? write_decimal_seconds(ask) : write_times(ask);
    case Type::duration: return write_decimal_seconds(ask);
    case Type::ip_address:
    case Type::mac_address:
      return column.spec().storage == Storage::text ? write_addresses(ask) : write_octets(ask);
    case Type::hash: return write_hashes(ask);
    case Type::label: return write_labels(ask);
  }
}

}  // namespace flowstat
