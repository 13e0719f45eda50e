#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/flow/streams/tcp_streams.h"
#include "tests/unit/flow/packets.h"

/// TCP headers as rows of a case, and the numbers that they get.
namespace segments {

using namespace flowstat;

/// What may be odd about a segment.
enum class Odd : std::uint8_t {
  no,
  quoted,  // inside an ICMP error
  fragment,
  incomplete,  // the IP payload ends inside the TCP header
};

/// A segment between two of the hosts a (port 1000), b (80), p (1080) and v (5999): {"a>b", "S",
/// 100}.
struct Segment {
  std::string_view way;
  std::string_view flags = "A";
  std::uint32_t seq = 0;
  std::uint32_t ack = 0;
  std::string_view payload = {};
  Odd odd = Odd::no;
};

struct Host {
  char name;
  const char* address;
  std::uint16_t port;
};
inline constexpr Host kHosts[] = {
    {'a', "10.0.0.1", 1000}, {'b', "10.0.0.2", 80},  {'c', "10.0.0.1", 1001},
    {'p', "10.0.0.3", 1080}, {'q', "10.0.0.3", 443}, {'v', "10.0.0.4", 5999},
    {'w', "10.0.0.4", 5900}, {'z', "10.0.0.3", 0},
};

inline const Host& host(char name) {
  for (const Host& each : kHosts)
    if (each.name == name) return each;
  return kHosts[0];
}

inline Packet packet_of(const Segment& segment) {
  const Host& src = host(segment.way[0]);
  const Host& dst = host(segment.way[2]);
  Packet packet = packets::tcp(src.address, src.port, dst.address, dst.port);
  packet.tcp_flags = packets::flags(segment.flags);
  packet.tcp_seq = segment.seq;
  packet.tcp_ack = segment.ack;
  packet.payload = {reinterpret_cast<const std::uint8_t*>(segment.payload.data()),
                    segment.payload.size()};
  packet.payload_bytes = static_cast<std::uint32_t>(segment.payload.size());
  packet.is_fragment = segment.odd == Odd::fragment;
  packet.is_tcp_complete = segment.odd != Odd::incomplete;
  return packet;
}

/// "0 0 1": the number of each of `segments`, a frame each.
inline std::string numbers_of(const std::vector<Segment>& segments, StreamRule rule) {
  const TupleHasher hasher;
  TcpStreams streams(rule);
  std::string text;
  std::int64_t frame_number = 0;
  for (const Segment& segment : segments) {
    Packet packet = packet_of(segment);
    packet.frame_number = ++frame_number;
    const Key key = key_of(packet, hasher);
    const bool is_quoted = segment.odd == Odd::quoted;
    text += (text.empty() ? "" : " ") +
            std::to_string(streams.number({packet, key, is_quoted}, hasher).tcp);
  }
  return text;
}

}  // namespace segments
