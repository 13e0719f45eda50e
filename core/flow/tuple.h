#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

#include "core/base/address.h"
#include "core/packet/packet.h"

namespace flowstat {

/// What makes packets belong together: protocol and both endpoints, in an order that is the same
/// for both directions. The order and the ports of ICMP are those of Community ID v1.
struct Tuple {
  std::array<std::uint8_t, 16> a{};  ///< The lower address; an IPv4 address fills four octets.
  std::array<std::uint8_t, 16> b{};
  std::uint16_t a_port = 0;  ///< 0 where there are none: other protocols, later fragments.
  std::uint16_t b_port = 0;
  std::uint8_t protocol = 0;
  std::uint8_t version = 0;  ///< Of IP.
  bool has_ports = false;

  /// All of it in five words. The last is put together out of its parts: they were just stored one
  /// by one, and a wide load would have to wait until all of them are in the cache.
  using Words = std::array<std::uint64_t, 5>;
  Words words() const {
    const auto [a0, a1] = std::bit_cast<std::array<std::uint64_t, 2>>(a);
    const auto [b0, b1] = std::bit_cast<std::array<std::uint64_t, 2>>(b);
    return {a0, a1, b0, b1,
            std::uint64_t{a_port} | std::uint64_t{b_port} << 16 | std::uint64_t{protocol} << 32 |
                std::uint64_t{version} << 40 | std::uint64_t{has_ports} << 48};
  }

  bool operator==(const Tuple& other) const {
    // Five loads and no branch: looked-up tuples are equal nearly always.
    const Words x = words();
    const Words y = other.words();
    return ((x[0] ^ y[0]) | (x[1] ^ y[1]) | (x[2] ^ y[2]) | (x[3] ^ y[3]) | (x[4] ^ y[4])) == 0;
  }

  IpAddress a_address() const { return {a, version}; }
  IpAddress b_address() const { return {b, version}; }
};
static_assert(sizeof(Tuple) == 40);

/// A packet's tuple, how it lies in it, and the hash by which tables find it.
struct Key {
  Tuple tuple;
  bool is_from_a = true;
  std::uint32_t hash = 0;
};

/// Hashes tuples; each hasher by a secret of its own, so that nobody can make tuples that collide.
class TupleHasher {
 public:
  TupleHasher();
  std::uint32_t operator()(const Tuple& tuple) const;

 private:
  std::array<std::uint64_t, 5> secret_;
};

/// The key of a packet's innermost IP and transport layer. Needs: packet.has_ip().
Key key_of(const Packet& packet, const TupleHasher& hasher);

/// ICMP and ICMPv6 types as the two ports of Community ID v1: a request and its reply form a pair;
/// any other message is one-way, with its code as the second port.
struct IcmpPorts {
  std::uint16_t src = 0;
  std::uint16_t dst = 0;
  bool is_one_way = false;
};
IcmpPorts icmp_ports(Protocol transport, std::uint8_t type, std::uint8_t code);

}  // namespace flowstat
