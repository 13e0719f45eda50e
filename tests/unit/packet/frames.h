#pragma once

#include <cstdint>
#include <string>

#include "tests/unit/hex.h"

/// Makers of headers, outermost first: eth(0x0800) + ipv4(tcp() + hex("616263")).
/// What a case is not about has one value everywhere: 10.0.0.1:1000 to 10.0.0.2:2000.
namespace frames {

inline Octets u16(std::size_t value) {
  return {static_cast<std::uint8_t>(value >> 8), static_cast<std::uint8_t>(value)};
}

inline Octets u8(std::size_t value) {
  return {static_cast<std::uint8_t>(value)};
}

inline Octets eth(std::uint16_t type) {
  return hex("020000000002 020000000001") + u16(type);
}

inline Octets vlan(std::uint16_t id, std::uint16_t type) {
  return u16(id) + u16(type);
}

constexpr int kRight = -1;  // a length that is what it should be

struct Ipv4With {
  std::uint8_t protocol = 6;
  int total_bytes = kRight;
  int header_words = kRight;
  std::uint16_t fragment = 0;
  std::uint8_t version = 4;
  std::uint8_t src = 1;  // of 10.0.0.0/24
  std::uint8_t dst = 2;
  Octets options = {};
};

inline Octets ipv4(const Octets& payload, const Ipv4With& with = {}) {
  const std::size_t header_bytes = 20 + with.options.size();
  const std::size_t words =
      with.header_words == kRight ? header_bytes / 4 : static_cast<std::size_t>(with.header_words);
  const std::size_t total = with.total_bytes == kRight ? header_bytes + payload.size()
                                                       : static_cast<std::size_t>(with.total_bytes);
  return u8(std::size_t{with.version} << 4 | words) + u8(0) + u16(total) + u16(7) +
         u16(with.fragment) + u8(64) + u8(with.protocol) + u16(0) + hex("0a0000") + u8(with.src) +
         hex("0a0000") + u8(with.dst) + with.options + payload;
}

struct Ipv6With {
  std::uint8_t next_header = 6;
  int payload_bytes = kRight;
  std::uint8_t version = 6;
  std::uint8_t src = 1;  // of 2001:db8::/120
  std::uint8_t dst = 2;
};

inline Octets ipv6_address(std::uint8_t last) {
  return hex("20010db8") + zeros(11) + u8(last);
}

inline Octets ipv6(const Octets& payload, const Ipv6With& with = {}) {
  const std::size_t size =
      with.payload_bytes == kRight ? payload.size() : static_cast<std::size_t>(with.payload_bytes);
  return u8(std::size_t{with.version} << 4) + zeros(3) + u16(size) + u8(with.next_header) + u8(64) +
         ipv6_address(with.src) + ipv6_address(with.dst) + payload;
}

/// A hop-by-hop or destination options header of eight octets.
inline Octets options(std::uint8_t next_header) {
  return u8(next_header) + hex("00 01 04 00000000");
}

inline Octets fragment(std::uint8_t next_header, std::uint16_t field) {
  return u8(next_header) + u8(0) + u16(field) + hex("00000009");
}

inline Octets ah(std::uint8_t next_header) {
  return u8(next_header) + hex("04 0000 00000101 00000001") + zeros(12);
}

/// A source route with one address still to come.
inline Octets routing(std::uint8_t next_header, std::uint8_t address) {
  return u8(next_header) + hex("02 00 01 00000000") + ipv6_address(address);
}

struct TcpWith {
  std::uint16_t flags = 0x010;
  int header_words = kRight;
  Octets options = {};
};

inline Octets tcp(const TcpWith& with = {}) {
  const std::size_t words = with.header_words == kRight
                                ? 5 + with.options.size() / 4
                                : static_cast<std::size_t>(with.header_words);
  return u16(1000) + u16(2000) + hex("00000064 000000c8") + u16(words << 12 | with.flags) +
         u16(512) + zeros(4) + with.options;
}

inline Octets udp(std::size_t length_bytes) {
  return u16(1000) + u16(2000) + u16(length_bytes) + u16(0);
}

/// `payload` in a datagram to `dst_port`.
inline Octets udp_to(std::uint16_t dst_port, const Octets& payload) {
  return u16(3000) + u16(dst_port) + u16(8 + payload.size()) + u16(0) + payload;
}

/// `payload` in a GTP-U user packet.
inline Octets gtp(const Octets& payload) {
  return hex("30 ff") + u16(payload.size()) + hex("00000007") + payload;
}

const Octets kLabel = hex("00010040");  // not the last of its stack
const Octets kLastLabel = hex("00011140");

inline Octets sctp() {
  return u16(1000) + u16(2000) + hex("00000007 00000008");
}

/// The eight octets of an ICMP or ICMPv6 header.
inline Octets icmp(std::uint8_t type, std::uint8_t code = 0) {
  return u8(type) + u8(code) + zeros(6);
}

}  // namespace frames
