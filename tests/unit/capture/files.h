#pragma once

#include <bit>
#include <cstdint>
#include <string>
#include <string_view>

#include "tests/unit/hex.h"

/// Makers of capture files: kLittle.pcap() + kLittle.record(1, 2, "abc"). What a case is not about
/// has one value everywhere: Ethernet, microseconds, no more on the wire than captured.
namespace files {

inline Octets text(std::string_view characters) {
  return {characters.begin(), characters.end()};
}

/// `octets` and zeros up to a multiple of four.
inline Octets padded(Octets octets) {
  octets.resize((octets.size() + 3) / 4 * 4);
  return octets;
}

constexpr std::uint32_t kAsCaptured = UINT32_MAX;
constexpr std::uint32_t kMicroseconds = 0xa1b2c3d4;
constexpr std::uint32_t kNanoseconds = 0xa1b23c4d;

/// Writes in one byte order.
struct Maker {
  std::endian order;

  Octets number(std::uint64_t value, std::size_t size) const {
    Octets octets(size);
    for (std::size_t i = 0; i < size; ++i) {
      const std::size_t at = order == std::endian::little ? i : size - 1 - i;
      octets[at] = static_cast<std::uint8_t>(value >> 8 * i);
    }
    return octets;
  }
  Octets u16(std::uint64_t value) const { return number(value, 2); }
  Octets u32(std::uint64_t value) const { return number(value, 4); }
  Octets u64(std::uint64_t value) const { return number(value, 8); }

  Octets pcap(std::uint32_t magic = kMicroseconds, std::uint32_t link_type = 1,
              std::uint16_t version = 2) const {
    return u32(magic) + u16(version) + u16(4) + u32(0) + u32(0) + u32(65535) + u32(link_type);
  }
  Octets record(std::uint32_t seconds, std::uint32_t fraction, std::string_view bytes,
                std::uint32_t wire_bytes = kAsCaptured) const {
    return u32(seconds) + u32(fraction) + u32(bytes.size()) + u32(wire(bytes, wire_bytes)) +
           text(bytes);
  }

  /// A pcapng block. `body` is padded.
  Octets block(std::uint32_t type, const Octets& body) const {
    const Octets whole = padded(body);
    const Octets total = u32(whole.size() + 12);
    return u32(type) + total + whole + total;
  }
  Octets section(std::uint16_t version = 1) const {
    return block(0x0a0d0d0a, u32(0x1a2b3c4d) + u16(version) + u16(0) + u64(UINT64_MAX));
  }
  Octets option(std::uint16_t code, const Octets& value) const {
    return u16(code) + u16(value.size()) + padded(value);
  }
  Octets interface(std::uint16_t link_type = 1, std::uint32_t snaplen = 0,
                   const Octets& options = {}) const {
    return block(1, u16(link_type) + u16(0) + u32(snaplen) + options);
  }
  Octets enhanced(std::uint32_t interface_id, std::uint64_t ticks, std::string_view bytes,
                  std::uint32_t wire_bytes = kAsCaptured, const Octets& options = {}) const {
    return block(6, u32(interface_id) + u32(ticks >> 32) + u32(ticks) + u32(bytes.size()) +
                        u32(wire(bytes, wire_bytes)) + padded(text(bytes)) + options);
  }
  Octets obsolete(std::uint16_t interface_id, std::uint64_t ticks, std::string_view bytes) const {
    return block(2, u16(interface_id) + u16(7) + u32(ticks >> 32) + u32(ticks) + u32(bytes.size()) +
                        u32(bytes.size()) + text(bytes));
  }
  Octets simple(std::string_view bytes, std::uint32_t wire_bytes = kAsCaptured) const {
    return block(3, u32(wire(bytes, wire_bytes)) + text(bytes));
  }

 private:
  static std::uint64_t wire(std::string_view bytes, std::uint32_t wire_bytes) {
    return wire_bytes == kAsCaptured ? bytes.size() : wire_bytes;
  }
};

constexpr Maker kLittle{std::endian::little};
constexpr Maker kBig{std::endian::big};

}  // namespace files
