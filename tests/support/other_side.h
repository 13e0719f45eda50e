#pragma once

#include "core/packet/packet.h"

/// The source port of packets of the other side, where a test has them among a stream's own.
inline constexpr std::uint16_t kOtherSide = 1;

/// Gives `stream` its own packets, and of those of the other side what they acknowledge.
template <class Stream>
void give(const flowstat::Packet& packet, Stream& stream) {
  if (packet.src_port == kOtherSide)
    stream.acknowledge(packet.tcp_ack);
  else
    stream.take(packet);
}
