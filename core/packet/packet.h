#pragma once

#include <cstdint>
#include <optional>

#include "core/base/address.h"
#include "core/base/bytes.h"
#include "core/base/frame.h"
#include "core/base/time.h"
#include "core/packet/defect.h"
#include "core/packet/layer.h"

namespace flowstat {

/// Control bits of TCP. RFC 9293 §3.1.
namespace tcp_flag {
inline constexpr std::uint16_t kFin = 0x001;
inline constexpr std::uint16_t kSyn = 0x002;
inline constexpr std::uint16_t kRst = 0x004;
inline constexpr std::uint16_t kAck = 0x010;
inline constexpr std::uint16_t kUrg = 0x020;
}  // namespace tcp_flag

/// What flow and stream need of one packet: values of its innermost IP and transport headers, never
/// of those that an ICMP error quotes. The plugin fills the same struct from epan.
struct Packet {
  std::int64_t time_ns = Frame::kNoTime;
  std::int64_t frame_number = 0;
  Bytes payload;  ///< Captured octets of the transport payload; borrowed from the frame.

  IpAddress src;                 ///< version 0: no IP layer.
  IpAddress dst;                 ///< The final one where a routing header or source route names it.
  std::uint8_t ip_protocol = 0;  ///< Above all IPv6 extension headers.
  Protocol transport = Protocol::none;  ///< tcp, udp, sctp, icmp, icmpv6, if its header was read.
  Defect defect = Defect::none;
  std::uint8_t icmp_type = 0;
  std::uint8_t icmp_code = 0;
  bool has_ports = false;
  bool has_vlan = false;
  bool has_payload = false;      ///< payload_bytes is known.
  bool is_fragment = false;      ///< The datagram is a piece of a larger one.
  bool is_rerouted = false;      ///< dst is not the one in the IP header's own field.
  bool is_tcp_complete = false;  ///< The IP payload holds the TCP header as long as it says it is.
  bool is_icmp = false;          ///< icmp_type and icmp_code are known.

  std::uint16_t src_port = 0;
  std::uint16_t dst_port = 0;
  std::uint16_t vlan_id = 0;     ///< Of the outermost tag.
  std::uint16_t tcp_flags = 0;   ///< 12 bits: reserved, then the control bits.
  std::uint16_t tcp_window = 0;  ///< As sent, not scaled.
  std::uint16_t tcp_urgent = 0;  ///< Urgent pointer, as sent; counts only with the URG flag.
  std::uint32_t tcp_seq = 0;     ///< As sent.
  std::uint32_t tcp_ack = 0;     ///< As sent.

  std::uint32_t wire_bytes = 0;
  std::uint32_t captured_bytes = 0;
  std::uint32_t ip_bytes = 0;       ///< IP total length, as sent.
  std::uint32_t payload_bytes = 0;  ///< Transport payload, as sent.

  /// Forgets the ports and the payload of a datagram that turned out to carry another IP header.
  void leave_transport() {
    transport = Protocol::none;
    has_ports = has_payload = false;
    src_port = dst_port = 0;
    payload = {};
    payload_bytes = 0;
  }

  bool has_ip() const { return src.version != 0; }
  bool is_tcp() const { return transport == Protocol::tcp; }
  bool has_flags(std::uint16_t flags) const { return (tcp_flags & flags) == flags; }
  bool is_syn() const { return has_flags(tcp_flag::kSyn) && !has_flags(tcp_flag::kAck); }
  bool is_syn_ack() const { return has_flags(tcp_flag::kSyn | tcp_flag::kAck); }
  bool has_time() const { return time_ns != Frame::kNoTime; }

  /// `value`, or nothing unless `there`; what column getters are made of.
  template <class T>
  static std::optional<T> optional_if(bool there, T value) {
    return there ? std::optional<T>(value) : std::nullopt;
  }
};

}  // namespace flowstat
