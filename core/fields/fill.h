#pragma once

#include <algorithm>
#include <optional>
#include <type_traits>
#include <utility>

#include "core/fields/cell.h"
#include "core/fields/column.h"
#include "core/fields/field.h"

namespace flowstat {

/// A field of the rows in a `Rows`: what it is, and how a column is filled with it.
/// A Rows has size() and operator[]; what that gives goes to the field's getter.
template <class Rows>
struct Field : FieldInfo {
  void (*fill)(const Rows& rows, Column& out) = nullptr;  ///< Adds rows.size() rows to `out`.
};

namespace detail {

template <class Cell>
std::string_view view_of(const Cell& cell) {
  if constexpr (std::is_same_v<Cell, Bytes>)
    return {reinterpret_cast<const char*>(cell.data()), cell.size()};
  else if constexpr (std::is_same_v<Cell, std::string_view>)
    return cell;
  else
    return cell.view();
}

template <class Address>
void append_address(const Address& address, Column& out) {
  constexpr bool is_ip = std::is_same_v<Address, IpAddress>;
  if (out.spec().storage == Storage::text) {
    out.append_in_place(is_ip ? kIpTextBytes : kMacTextBytes,
                        [&](char* to) { return write_address(address, to); });
  } else if constexpr (is_ip) {
    out.append(view_of(address.bytes()));
  } else {
    out.append(view_of(Bytes(address.octets)));
  }
}

/// Cells that take their room one by one: bits, text and octets.
template <class Cell>
void append_cell(const Cell& cell, Column& out) {
  if constexpr (std::is_same_v<Cell, bool>)
    out.append(cell);
  else if constexpr (std::is_same_v<Cell, IpAddress> || std::is_same_v<Cell, MacAddress>)
    append_address(cell, out);
  else
    out.append(view_of(cell));
}

/// The fixed-width cell that `Cell` is stored as; void if it takes its room one by one.
template <class Cell>
consteval auto stored() {
  if constexpr (std::is_same_v<Cell, bool>)
    return;
  else if constexpr (std::is_arithmetic_v<Cell>)
    return Cell{};
  else if constexpr (std::is_same_v<Cell, Hash>)
    return std::int64_t{};
  else if constexpr (std::is_same_v<Cell, TimeNs>)
    return std::int64_t{};
  else if constexpr (std::is_same_v<Cell, DurationNs>)
    return std::int64_t{};
  else if constexpr (Labelled<Cell>)
    return std::uint8_t{};
  else
    return;
}
template <class Cell>
using Stored = decltype(stored<Cell>());

template <class Cell>
Stored<Cell> to_stored(const Cell& cell) {
  if constexpr (std::is_same_v<Cell, Hash>)
    return cell.value;
  else if constexpr (requires { cell.ns; })
    return cell.ns;
  else
    return static_cast<Stored<Cell>>(cell);
}

/// Rounds down, so that order is kept before 1970 too.
inline std::int64_t to_microseconds(std::int64_t ns) {
  return ns / 1000 - (ns % 1000 < 0 ? 1 : 0);
}

template <class Rows, class Get, class Cell>
void fill_fixed(const Rows& rows, Get get, Column& out) {
  constexpr bool nullable = Plain<std::decay_t<decltype(get(rows[0]))>>::nullable;
  const std::size_t first = out.size();
  const std::size_t count = rows.size();
  auto* to = out.extend<Stored<Cell>>(count);
  for (std::size_t i = 0; i < count; ++i) {
    const auto cell = get(rows[i]);
    if constexpr (nullable) {
      to[i] = cell ? to_stored(*cell) : Stored<Cell>{};
      if (!cell) out.set_null(first + i);
    } else {
      to[i] = to_stored(cell);
    }
  }
  if constexpr (requires(Cell time) { time.ns; })
    if (out.spec().time_unit == TimeUnit::us) std::transform(to, to + count, to, to_microseconds);
}

template <class Rows, class Get, class Cell>
void fill_one_by_one(const Rows& rows, Get get, Column& out) {
  constexpr bool nullable = Plain<std::decay_t<decltype(get(rows[0]))>>::nullable;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto cell = get(rows[i]);
    if constexpr (nullable) {
      append_cell(cell ? *cell : Cell{}, out);
      if (!cell) out.set_null(out.size() - 1);
    } else {
      append_cell(cell, out);
    }
  }
}

}  // namespace detail

namespace detail {

/// `info` with what follows from the getter: type, nullability, labels.
template <class Rows, class Get>
constexpr FieldInfo described(FieldInfo info) {
  using Got = std::decay_t<decltype(Get{}(std::declval<const Rows&>()[0]))>;
  using Cell = typename Plain<Got>::type;
  info.type = type_of<Cell>();
  info.nullable = Plain<Got>::nullable;
  if constexpr (Labelled<Cell>) info.labels = labels_of(Cell{});
  return info;
}

}  // namespace detail

/// Adds what Get gives of each of `rows` to `out`.
template <class Rows, class Get>
void fill_column(const Rows& rows, Column& out) {
  using Got = std::decay_t<decltype(Get{}(rows[0]))>;
  using Cell = typename Plain<Got>::type;
  if constexpr (std::is_void_v<detail::Stored<Cell>>)
    detail::fill_one_by_one<Rows, Get, Cell>(rows, Get{}, out);
  else
    detail::fill_fixed<Rows, Get, Cell>(rows, Get{}, out);
}

/// Declares a field: its words, and a captureless lambda that gets a cell from a row of `Rows`.
/// Type and nullability follow from what the lambda gives.
template <class Rows, class Get>
constexpr Field<Rows> field(const FieldInfo& info, Get) {
  return {detail::described<Rows, Get>(info), fill_column<Rows, Get>};
}

}  // namespace flowstat
