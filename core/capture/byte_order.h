#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

#include "core/base/bytes.h"

namespace flowstat {

/// Reads integers in the byte order that a capture file was written in.
class ByteOrder {
 public:
  explicit ByteOrder(std::endian order = std::endian::little) : order_(order) {}

  std::uint16_t u16(const std::uint8_t* from) const { return load<std::uint16_t>(from); }
  std::uint32_t u32(const std::uint8_t* from) const { return load<std::uint32_t>(from); }
  std::uint64_t u64(const std::uint8_t* from) const { return load<std::uint64_t>(from); }

 private:
  template <class T>
  T load(const std::uint8_t* from) const {
    if (order_ == std::endian::big) return load_big_endian<T>(from);
    T value;
    std::memcpy(&value, from, sizeof value);
    if constexpr (std::endian::native == std::endian::little) return value;
    store_big_endian<T>(reinterpret_cast<std::uint8_t*>(&value), value);
    return value;
  }

  std::endian order_;
};

}  // namespace flowstat
