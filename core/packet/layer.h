#pragma once

#include <cstdint>
#include <span>

namespace flowstat {

/// The protocols of protocols.inc; `none` is anything else.
enum class Protocol : std::uint8_t {
  none,
#define FLOWSTAT_PROTOCOL(name, ...) name,
#include "core/packet/protocols.inc"
#undef FLOWSTAT_PROTOCOL
};

inline bool is_ip(Protocol protocol) {
  return protocol == Protocol::ipv4 || protocol == Protocol::ipv6;
}

/// One header of a frame.
struct Layer {
  Protocol protocol = Protocol::none;
  bool in_error = false;           ///< Quoted by an ICMP or ICMPv6 error.
  bool is_fragment = false;        ///< Inside a fragment of an IP datagram.
  std::uint32_t offset = 0;        ///< Of its first octet in the frame.
  std::uint32_t header_bytes = 0;  ///< Captured octets of the header.
};

/// The innermost layer of `protocol` that no ICMP error quotes; nullptr if there is none.
inline const Layer* innermost(std::span<const Layer> layers, Protocol protocol) {
  for (std::size_t i = layers.size(); i-- > 0;)
    if (layers[i].protocol == protocol && !layers[i].in_error) return &layers[i];
  return nullptr;
}

}  // namespace flowstat
