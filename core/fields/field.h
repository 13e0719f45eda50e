#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace flowstat {

/// What a number counts; a field's name ends in it.
enum class Unit : std::uint8_t { none, packets, bytes, nanoseconds };

/// How `unit` is called in listings and metadata.
constexpr std::string_view word_of(Unit unit) {
  switch (unit) {
    case Unit::packets: return "packets";
    case Unit::bytes: return "bytes";
    case Unit::nanoseconds: return "ns";
    case Unit::none: break;
  }
  return "";
}

/// What the name of a field with `unit` ends in: forward_packets, iat_mean_ns.
constexpr std::string_view name_ending(Unit unit) {
  return unit == Unit::nanoseconds ? "_ns" : word_of(unit);
}

/// What a cell means. Follows from the C++ type that a field's getter gives; see cell.h.
enum class Type : std::uint8_t {
  boolean,
  u8,
  u16,
  u32,
  u64,
  i8,
  i16,
  i32,
  i64,
  f64,
  text,
  binary,
  time,         ///< TimeNs
  duration,     ///< DurationNs
  ip_address,   ///< Text or binary, as the Rendering says.
  mac_address,  ///< Text or binary, as the Rendering says.
  hash,         ///< A non-negative int64; 0x%016x in text.
  label,        ///< One word of a closed set; a dictionary in Arrow.
};

/// How a column's values run, which decides their encoding in Parquet.
enum class Values : std::uint8_t {
  repeating,  ///< Few distinct values in many rows: ports, addresses, flags.
  rising,     ///< Each near the one before: frame numbers, times.
  scattered,  ///< Hardly any value twice: sequence numbers, payload.
};

/// What the world is told of a field: by the plugin, the files' metadata, --list-columns and docs.
struct FieldInfo {
  std::string_view name;  ///< Snake case, ends in its unit, no prefix.
  Unit unit = Unit::none;
  Values values = Values::repeating;
  std::string_view wireshark = {};  ///< Wireshark's field of the same meaning, if there is one.
  std::string_view about;           ///< One sentence.
  Type type = Type::i64;            ///< Follows from the getter; never written by hand.
  bool nullable = false;            ///< True where the getter gives std::optional.
  std::span<const std::string_view> labels = {};  ///< Of Type::label, in order of their codes.
  bool repeats = false;                           ///< A cell is a list of values of `type`.
};

/// True if every name ends in its unit and every sentence ends in a full stop.
template <class Table>
constexpr bool well_formed(const Table& table) {
  for (const FieldInfo& row : table)
    if (!row.name.ends_with(name_ending(row.unit)) || !row.about.ends_with('.')) return false;
  return true;
}

}  // namespace flowstat
