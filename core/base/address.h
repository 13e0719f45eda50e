#pragma once

#include <array>
#include <bit>
#include <compare>
#include <cstdint>
#include <cstring>
#include <string>

#include "core/base/bytes.h"

namespace flowstat {

/// An IPv4 or IPv6 address: the octets in network order; an IPv4 address fills the first four and
/// leaves the others zero. Ordered by octets, then by version.
struct IpAddress {
  std::array<std::uint8_t, 16> octets{};
  std::uint8_t version = 0;  ///< 4 or 6; 0 is no address.

  /// Needs: 4 octets.
  static IpAddress v4(const std::uint8_t* from) {
    std::array<std::uint32_t, 4> words{};  // one wide store, which a wide load can follow at once
    std::memcpy(words.data(), from, 4);
    return {std::bit_cast<std::array<std::uint8_t, 16>>(words), 4};
  }
  /// Needs: 16 octets.
  static IpAddress v6(const std::uint8_t* from) {
    IpAddress address{{}, 6};
    std::memcpy(address.octets.data(), from, 16);
    return address;
  }

  Bytes bytes() const { return Bytes(octets).first(version == 4 ? 4 : version == 6 ? 16 : 0); }
  auto operator<=>(const IpAddress&) const = default;
};

/// An IEEE 802 address.
struct MacAddress {
  std::array<std::uint8_t, 6> octets{};
};

inline constexpr std::size_t kIpTextBytes = 45;
inline constexpr std::size_t kMacTextBytes = 17;

/// Writes `address` as inet_ntop does (IPv6: RFC 5952); gives the end of the text.
/// Needs: room for kIpTextBytes.
char* write_address(const IpAddress& address, char* to);

/// Writes "00:1b:21:3c:4d:5e"; gives the end of the text. Needs: room for kMacTextBytes.
char* write_address(const MacAddress& address, char* to);

/// What write_address() writes.
std::string text_of(const IpAddress& address);
std::string text_of(const MacAddress& address);

}  // namespace flowstat
