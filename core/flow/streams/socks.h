#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <unordered_map>

#include "core/packet/packet.h"

namespace flowstat {

/// Follows SOCKS handshakes on port 1080 as far as Wireshark's dissector does, since relayed data
/// makes it look up, and so number, a connection to the port that was asked for.
/// Wireshark epan/dissectors/packet-socks.c; RFC 1928.
class SocksWatch {
 public:
  /// True if `packet` may be part of a SOCKS connection; asked before segment().
  static bool concerns(const Packet& packet);

  /// Takes a segment with payload of the connection numbered `stream`. If it is relayed data, gives
  /// a packet with the addresses and ports that are looked up for it.
  std::optional<Packet> segment(const Packet& packet, std::uint32_t stream);

 private:
  enum class State : std::uint8_t {
    start,
    wait,
    init,
    command,
    command_reply,
    user_reply,
    gss_reply,
    done,
    error
  };
  struct Connection {
    std::optional<std::uint8_t> version;  // the first octet of all; unset: nothing was sent yet
    IpAddress server;
    std::uint16_t server_port = 0;
    State client = State::start;
    State server_state = State::start;
    std::uint8_t method = 0;
    std::uint8_t command = 0;
    std::uint16_t asked_port = 0;
    std::int64_t done_frame = 0;  // in which both sides became done; 0: not yet
    std::array<std::optional<std::uint32_t>, 2> next_seq;  // client's, server's
  };

  static bool is_retransmission(Connection& connection, const Packet& packet, bool from_client);
  static void client_v4(Connection& connection, Bytes payload);
  static void client_v5(Connection& connection, Bytes payload);
  static void client_v5_command(Connection& connection, Bytes payload);
  static void server_v4(Connection& connection, Bytes payload);
  static void server_v5(Connection& connection, Bytes payload);

  std::unordered_map<std::uint32_t, Connection> connections_;  // by stream
};

}  // namespace flowstat
