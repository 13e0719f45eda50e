#pragma once

#include <string>

#include "tests/support/other_side.h"
#include "tests/support/stored_stream.h"
#include "tests/unit/testing.h"

/// A segment as it is sent; `seq` counts from the ISN. With the flag 'O' the other side sent it,
/// and `seq` is what it acknowledges.
struct Sent {
  std::uint32_t seq = 0;
  std::string text;
  const char* flags = "A";
  std::uint32_t payload_bytes = 0;  ///< 0: all of it was captured.
  std::uint16_t urgent = 0;
};

inline flowstat::Packet packet_of(const Sent& sent, std::uint32_t isn, std::int64_t frame) {
  using namespace flowstat;
  Packet packet;
  packet.src = packet.dst = IpAddress::v4(std::array<std::uint8_t, 4>{10, 0, 0, 1}.data());
  packet.transport = Protocol::tcp;
  packet.frame_number = frame;
  packet.time_ns = frame * 1000;
  packet.tcp_seq = packet.tcp_ack = isn + sent.seq;
  if (sent.flags[0] == 'O') packet.src_port = kOtherSide;
  for (const char* flag = sent.flags; *flag != 0; ++flag)
    packet.tcp_flags |= static_cast<std::uint16_t>(*flag == 'S'   ? tcp_flag::kSyn
                                                   : *flag == 'F' ? tcp_flag::kFin
                                                   : *flag == 'R' ? tcp_flag::kRst
                                                   : *flag == 'U' ? tcp_flag::kUrg
                                                                  : tcp_flag::kAck);
  packet.tcp_urgent = sent.urgent;
  packet.payload = {reinterpret_cast<const std::uint8_t*>(sent.text.data()), sent.text.size()};
  packet.payload_bytes =
      sent.payload_bytes > 0 ? sent.payload_bytes : static_cast<std::uint32_t>(sent.text.size());
  packet.has_payload = true;
  return packet;
}

/// A stream and its octets, as text to compare with.
class KeptStream {
 public:
  explicit KeptStream(flowstat::Overlap overlap = flowstat::Overlap::first) : stored_(overlap) {}

  void take(const flowstat::Packet& packet) { give(packet, stored_); }
  void acknowledge(std::uint32_t ack) { stored_.acknowledge(ack); }
  const flowstat::ByteStream& stream() const { return stored_.stream(); }

  /// The octets of all spans; '.' where the capture has none.
  std::string text() {
    const StreamOutcome outcome = checked();
    std::string text;
    std::size_t taken = 0;
    for (const flowstat::Span& span : outcome.spans) {
      const auto bytes = static_cast<std::size_t>(span.bytes);
      text += span.is_in_file() ? outcome.octets.substr(taken, bytes) : std::string(bytes, '.');
      if (span.is_in_file()) taken += bytes;
    }
    return text;
  }

  /// Such as "data 5, hole 1000, data 9".
  std::string spans() {
    std::string text;
    for (const flowstat::Span& span : checked().spans)
      text += (text.empty() ? "" : ", ") + std::string(flowstat::label_of(span.status)) + " " +
              std::to_string(span.bytes);
    return text;
  }

 private:
  StreamOutcome checked() {
    StreamOutcome outcome = stored_.outcome();
    assert_null(stored_.broken());
    return outcome;
  }

  StoredStream stored_;
};
