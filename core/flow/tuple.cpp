#include "core/flow/tuple.h"

#include <random>
#include <utility>

namespace flowstat {

namespace {

struct IcmpPair {
  Protocol transport;
  std::uint8_t request;
  std::uint8_t reply;
};

/// Community ID v1, "ICMP type mappings".
constexpr IcmpPair kIcmpPairs[] = {
    {Protocol::icmp, 8, 0},       {Protocol::icmp, 9, 10},      {Protocol::icmp, 13, 14},
    {Protocol::icmp, 15, 16},     {Protocol::icmp, 17, 18},     {Protocol::icmpv6, 128, 129},
    {Protocol::icmpv6, 130, 131}, {Protocol::icmpv6, 133, 134}, {Protocol::icmpv6, 135, 136},
    {Protocol::icmpv6, 139, 140}, {Protocol::icmpv6, 144, 145},
};

/// 64 x 64 bits to 128, folded: every bit of either factor reaches every bit of the result.
std::uint64_t fold(std::uint64_t x, std::uint64_t y) {
  const unsigned __int128 product = static_cast<unsigned __int128>(x) * y;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

/// An address as two numbers that compare as its octets do.
std::array<std::uint64_t, 2> ordered(const std::array<std::uint8_t, 16>& octets) {
  return {load_big_endian<std::uint64_t>(octets.data()),
          load_big_endian<std::uint64_t>(octets.data() + 8)};
}

bool is_in_order(const Tuple& tuple) {
  const auto a = ordered(tuple.a);
  const auto b = ordered(tuple.b);
  return a != b ? a < b : tuple.a_port <= tuple.b_port;
}

}  // namespace

TupleHasher::TupleHasher() {
  std::random_device random;
  for (std::uint64_t& word : secret_)
    word = std::uint64_t{random()} << 32 | random() | 1;  // odd: a factor that is never zero
}

std::uint32_t TupleHasher::operator()(const Tuple& tuple) const {
  const Tuple::Words words = tuple.words();
  std::uint64_t hash = fold(words[0] ^ secret_[0], words[2] ^ secret_[1]);
  hash ^= fold(words[1] ^ secret_[2], words[3] ^ secret_[3]);
  hash = fold(hash ^ words[4], secret_[4]);
  return static_cast<std::uint32_t>(hash ^ hash >> 32);
}

IcmpPorts icmp_ports(Protocol transport, std::uint8_t type, std::uint8_t code) {
  for (const IcmpPair& pair : kIcmpPairs) {
    if (pair.transport != transport) continue;
    if (pair.request == type) return {type, pair.reply, false};
    if (pair.reply == type) return {type, pair.request, false};
  }
  return {type, code, true};
}

Key key_of(const Packet& packet, const TupleHasher& hasher) {
  Key key;
  Tuple& tuple = key.tuple;
  tuple.a = packet.src.octets;
  tuple.b = packet.dst.octets;
  tuple.protocol = packet.ip_protocol;
  tuple.version = packet.src.version;
  bool is_one_way = false;
  if (packet.has_ports) {
    tuple.a_port = packet.src_port;
    tuple.b_port = packet.dst_port;
    tuple.has_ports = true;
  } else if (packet.is_icmp) {
    const IcmpPorts ports = icmp_ports(packet.transport, packet.icmp_type, packet.icmp_code);
    tuple.a_port = ports.src;
    tuple.b_port = ports.dst;
    tuple.has_ports = true;
    is_one_way = ports.is_one_way;
  }
  if (!is_one_way && !is_in_order(tuple)) {
    std::swap(tuple.a, tuple.b);
    std::swap(tuple.a_port, tuple.b_port);
    key.is_from_a = false;
  }
  key.hash = hasher(tuple);
  return key;
}

}  // namespace flowstat
