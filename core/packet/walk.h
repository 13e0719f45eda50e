#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "core/base/bytes.h"
#include "core/base/frame.h"
#include "core/base/pod_array.h"
#include "core/packet/defect.h"
#include "core/packet/layer.h"
#include "core/packet/packet.h"

namespace flowstat {

enum class WlanForm : std::uint8_t;

/// The way down through the headers of one frame: where it is, and what it has found.
///
/// A walk_<protocol>() reads the header at the front of `rest`, notes it, and says by `next` what
/// follows. It leaves `next` at none where the way ends.
struct Walk {
  PodArray<Layer>& layers;       ///< Gets a row a header.
  Packet& packet;                ///< Gets the values, unless in_error.
  Bytes rest;                    ///< Captured octets from the next header on.
  std::uint32_t offset = 0;      ///< Of `rest` in the frame.
  std::uint32_t sent_bytes = 0;  ///< Of `rest` as the layers below say it was sent.
  Protocol next = Protocol::none;
  bool in_error = false;
  bool is_fragment = false;
  WlanForm wlan_form{};  ///< Of an 802.11 header that is next.

  /// Notes a header of `bytes` octets and steps behind it.
  void enter(Protocol protocol, std::size_t bytes) {
    const std::size_t captured = std::min(bytes, rest.size());
    const auto header_bytes = static_cast<std::uint32_t>(captured);
    layers.push_back({protocol, in_error, is_fragment, offset, header_bytes});
    rest = rest.subspan(captured);
    offset += header_bytes;
    sent_bytes -= std::min(sent_bytes, static_cast<std::uint32_t>(bytes));
  }

  /// What follows is `bytes` long as sent; the rest is padding. Longer than there is changes
  /// nothing.
  void limit(std::uint32_t bytes) {
    sent_bytes = std::min(sent_bytes, bytes);
    rest = rest.first(std::min<std::size_t>(rest.size(), bytes));
  }

  /// Ends the way with `defect`. Nothing is wrong with a quote that ends early: RFC 792 quotes
  /// eight octets behind the IP header.
  void stop(Defect defect) {
    next = Protocol::none;
    if (!in_error && packet.defect == Defect::none) packet.defect = defect;
  }
};

/// The protocol that a link type, an EtherType, an IP protocol number, a protocol type of GRE or a
/// protocol number of PPP stands for.
Protocol protocol_of_link_type(std::uint16_t link_type);
Protocol protocol_of_ether_type(std::uint16_t ether_type);
Protocol protocol_of_ip(std::uint8_t ip_protocol);
Protocol protocol_of_gre(std::uint16_t type);
Protocol protocol_of_ppp(std::uint16_t ppp_protocol);

/// The tunnel that one of the ports stands for, the lower one first, as in Wireshark.
Protocol protocol_of_udp(std::uint16_t src_port, std::uint16_t dst_port);

/// IPv4 or IPv6 by the first half octet of `bytes`, which is how a tunnel without a number for what
/// it carries tells them apart.
inline Protocol ip_of_version(Bytes bytes) {
  if (bytes.empty()) return Protocol::none;
  if (bytes[0] >> 4 == 4) return Protocol::ipv4;
  return bytes[0] >> 4 == 6 ? Protocol::ipv6 : Protocol::none;
}

/// Wireshark's name of `protocol`, such as "ip".
std::string_view name_of(Protocol protocol);

#define FLOWSTAT_PROTOCOL(name, ...) void walk_##name(Walk& walk);
#include "core/packet/protocols.inc"
#undef FLOWSTAT_PROTOCOL

/// Walks on from walk.next until the way ends, or the header at `last_offset` was read.
void walk_on(Walk& walk, std::uint32_t last_offset = UINT32_MAX);

}  // namespace flowstat
