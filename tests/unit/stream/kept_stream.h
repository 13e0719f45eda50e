#pragma once

#include <map>
#include <string>

#include "core/stream/overlap.h"
#include "tests/unit/testing.h"

/// A segment as it is sent; `seq` counts from the ISN.
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
  packet.tcp_seq = isn + sent.seq;
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

/// A stream and the octets that it was given, by offset.
class KeptStream {
 public:
  explicit KeptStream(flowstat::Overlap overlap = flowstat::Overlap::first) : writer_(overlap) {}

  void take(const flowstat::Packet& packet) {
    stream.take(packet, pieces_);
    assert_true(writer_.write(packet, pieces_, stream, Store{&octets_}).ok());
  }

  /// The octets of all spans; '.' where the capture has none.
  std::string text() const {
    std::string text;
    for (const flowstat::Span& span : stream.spans())
      for (std::int64_t i = 0; i < span.bytes; ++i) {
        const auto at = octets_.find(stream.base() + span.offset + i);
        assert_int_equal(span.is_in_file(), at != octets_.end());
        text += span.is_in_file() ? static_cast<char>(at->second) : '.';
      }
    return text;
  }

  /// Such as "data 5, hole 1000, data 9".
  std::string spans() const {
    std::string text;
    std::int64_t end = 0;
    for (const flowstat::Span& span : stream.spans()) {
      assert_int_equal(span.offset, end);
      end = span.end();
      text += (text.empty() ? "" : ", ") +
              std::string(flowstat::labels_of(span.status)[static_cast<std::size_t>(span.status)]) +
              " " + std::to_string(span.bytes);
    }
    return text;
  }

  flowstat::ByteStream stream;

 private:
  struct Store {
    std::map<std::int64_t, std::uint8_t>* octets;
    flowstat::Status write(std::int64_t offset, flowstat::Bytes bytes) {
      for (const std::uint8_t octet : bytes) (*octets)[offset++] = octet;
      return flowstat::kOk;
    }
    flowstat::Status read_back(std::int64_t offset, std::span<std::uint8_t> to) {
      for (std::uint8_t& octet : to) octet = octets->at(offset++);
      return flowstat::kOk;
    }
  };

  std::map<std::int64_t, std::uint8_t> octets_;
  flowstat::PieceWriter<Store> writer_;
  flowstat::Pieces pieces_;
};
