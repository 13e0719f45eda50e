#pragma once

#include <arpa/inet.h>

#include <string_view>

#include "core/packet/packet.h"

/// Makers of packets, as a decoder would fill them.
namespace packets {

using namespace flowstat;

inline IpAddress address(const char* text) {
  std::uint8_t octets[16];
  if (inet_pton(AF_INET, text, octets) == 1) return IpAddress::v4(octets);
  return inet_pton(AF_INET6, text, octets) == 1 ? IpAddress::v6(octets) : IpAddress{};
}

/// A packet of a protocol that has no ports.
inline Packet ip(const char* src, const char* dst, std::uint8_t protocol) {
  Packet packet;
  packet.src = address(src);
  packet.dst = address(dst);
  packet.ip_protocol = protocol;
  return packet;
}

inline Packet with_ports(Protocol transport, std::uint8_t protocol, const char* src,
                         std::uint16_t src_port, const char* dst, std::uint16_t dst_port) {
  Packet packet = ip(src, dst, protocol);
  packet.transport = transport;
  packet.src_port = src_port;
  packet.dst_port = dst_port;
  packet.has_ports = true;
  return packet;
}

inline Packet tcp(const char* src, std::uint16_t src_port, const char* dst,
                  std::uint16_t dst_port) {
  Packet packet = with_ports(Protocol::tcp, 6, src, src_port, dst, dst_port);
  packet.is_tcp_complete = true;
  return packet;
}

inline Packet udp(const char* src, std::uint16_t src_port, const char* dst,
                  std::uint16_t dst_port) {
  return with_ports(Protocol::udp, 17, src, src_port, dst, dst_port);
}

inline Packet sctp(const char* src, std::uint16_t src_port, const char* dst,
                   std::uint16_t dst_port) {
  return with_ports(Protocol::sctp, 132, src, src_port, dst, dst_port);
}

inline Packet icmp(const char* src, const char* dst, std::uint8_t type, std::uint8_t code = 0) {
  Packet packet = ip(src, dst, 1);
  const bool is_v4 = packet.src.version == 4;
  packet.ip_protocol = is_v4 ? 1 : 58;
  packet.transport = is_v4 ? Protocol::icmp : Protocol::icmpv6;
  packet.icmp_type = type;
  packet.icmp_code = code;
  packet.is_icmp = true;
  return packet;
}

/// "SA" is SYN and ACK; also F, R, P, and E for ECE.
inline std::uint16_t flags(std::string_view letters) {
  constexpr std::string_view kLetters = "FSRPAUE";
  std::uint16_t flags = 0;
  for (const char letter : letters)
    flags = static_cast<std::uint16_t>(flags | 1U << kLetters.find(letter));
  return flags;
}

}  // namespace packets
