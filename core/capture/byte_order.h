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
    T value;
    std::memcpy(&value, from, sizeof value);
    return order_ == std::endian::native ? value : swapped(value);
  }

  std::endian order_;
};

}  // namespace flowstat
