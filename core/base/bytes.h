#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

namespace flowstat {

/// Borrowed octets. Whoever made the span owns them.
using Bytes = std::span<const std::uint8_t>;

/// `value` with its octets in the other order.
template <class T>
constexpr T swapped(T value) {
  if constexpr (sizeof(T) == 2) return __builtin_bswap16(value);
  if constexpr (sizeof(T) == 4) return __builtin_bswap32(value);
  if constexpr (sizeof(T) == 8) return __builtin_bswap64(value);
  return value;
}

/// The unsigned integer at `from`, which need not be aligned, in network order.
/// Needs: sizeof(T) octets at `from`.
template <class T>
T load_big_endian(const std::uint8_t* from) {
  T value;
  std::memcpy(&value, from, sizeof value);
  return std::endian::native == std::endian::big ? value : swapped(value);
}

/// Stores `value` at `to` in network order. Needs: room for sizeof(T) octets.
template <class T>
void store_big_endian(std::uint8_t* to, T value) {
  const T swapped = load_big_endian<T>(reinterpret_cast<const std::uint8_t*>(&value));
  std::memcpy(to, &swapped, sizeof swapped);
}

/// Reads big-endian fields off the front of a span.
///
/// Reading past the end yields 0 and makes ok() false for good, so a decoder reads its
/// whole header in a straight line and asks ok() once.
class ByteReader {
 public:
  explicit ByteReader(Bytes bytes) : rest_(bytes) {}

  std::uint8_t u8() { return take<std::uint8_t>(); }
  std::uint16_t u16() { return take<std::uint16_t>(); }
  std::uint32_t u32() { return take<std::uint32_t>(); }

  /// The next `count` octets; empty, and ok() false, if there are fewer.
  Bytes bytes(std::size_t count) {
    if (rest_.size() < count) return spoil();
    const Bytes taken = rest_.first(count);
    rest_ = rest_.subspan(count);
    return taken;
  }

  Bytes rest() const { return rest_; }
  bool ok() const { return ok_; }

 private:
  template <class T>
  T take() {
    const Bytes taken = bytes(sizeof(T));
    return taken.empty() ? T{0} : load_big_endian<T>(taken.data());
  }

  Bytes spoil() {
    ok_ = false;
    return rest_ = {};
  }

  Bytes rest_;
  bool ok_ = true;
};

}  // namespace flowstat
