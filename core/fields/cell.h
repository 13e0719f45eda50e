#pragma once

#include <array>
#include <concepts>
#include <optional>
#include <string_view>
#include <type_traits>

#include "core/base/address.h"
#include "core/base/bytes.h"
#include "core/base/time.h"
#include "core/fields/field.h"

namespace flowstat {

/// A 63-bit hash or id: the same non-negative int64 everywhere, 0x%016x where it is text.
struct Hash {
  std::int64_t value = 0;
};

/// A short text by value, for getters that make one up.
template <std::size_t N>
struct InlineText {
  std::array<char, N> characters{};
  std::size_t size = 0;
  std::string_view view() const { return {characters.data(), size}; }
};

/// An enum whose words are found as labels_of(Enum{}).
template <class T>
concept Labelled = std::is_enum_v<T> && requires(T value) {
  { labels_of(value) } -> std::convertible_to<std::span<const std::string_view>>;
};

/// The word of `value`.
template <Labelled T>
constexpr std::string_view label_of(T value) {
  return labels_of(value)[static_cast<std::size_t>(value)];
}

template <class T>
concept TextCell = std::is_same_v<T, std::string_view> || requires(const T& text) {
  { text.view() } -> std::same_as<std::string_view>;
};

/// The cell type behind T or std::optional<T>.
template <class T>
struct Plain {
  using type = T;
  static constexpr bool nullable = false;
};
template <class T>
struct Plain<std::optional<T>> {
  using type = T;
  static constexpr bool nullable = true;
};

/// The field type of a C++ cell type.
template <class T>
consteval Type type_of() {
  if constexpr (std::is_same_v<T, bool>)
    return Type::boolean;
  else if constexpr (std::is_same_v<T, std::uint8_t>)
    return Type::u8;
  else if constexpr (std::is_same_v<T, std::uint16_t>)
    return Type::u16;
  else if constexpr (std::is_same_v<T, std::uint32_t>)
    return Type::u32;
  else if constexpr (std::is_same_v<T, std::int64_t>)
    return Type::i64;
  else if constexpr (std::is_same_v<T, double>)
    return Type::f64;
  else if constexpr (std::is_same_v<T, TimeNs>)
    return Type::time;
  else if constexpr (std::is_same_v<T, DurationNs>)
    return Type::duration;
  else if constexpr (std::is_same_v<T, IpAddress>)
    return Type::ip_address;
  else if constexpr (std::is_same_v<T, MacAddress>)
    return Type::mac_address;
  else if constexpr (std::is_same_v<T, Hash>)
    return Type::hash;
  else if constexpr (std::is_same_v<T, Bytes>)
    return Type::binary;
  else if constexpr (Labelled<T>)
    return Type::label;
  else {
    static_assert(TextCell<T>, "no column type for this getter's result");
    return Type::text;
  }
}

}  // namespace flowstat
