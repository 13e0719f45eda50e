#include "core/flow/streams/socks.h"

#include <algorithm>

namespace flowstat {

namespace {

constexpr std::uint16_t kSocksPort = 1080;
constexpr std::uint8_t kConnect = 1;
constexpr std::uint8_t kUdpAssociate = 3;
constexpr std::uint8_t kNoAuthentication = 0;
constexpr std::uint8_t kGssApi = 1;
constexpr std::uint8_t kUserName = 2;
constexpr std::uint8_t kGranted = 90;  // SOCKS 4

/// 0 beyond the end, where the dissector would throw; the states reached are the same.
std::uint8_t octet(Bytes bytes, std::size_t at) {
  return at < bytes.size() ? bytes[at] : 0;
}

std::uint16_t port_at(Bytes bytes, std::size_t at) {
  return static_cast<std::uint16_t>(octet(bytes, at) << 8 | octet(bytes, at + 1));
}

/// Octets of the address of type `type` at the front of `bytes`; 0 for an unknown type.
std::size_t address_bytes(std::uint8_t type, Bytes bytes) {
  switch (type) {
    case 1: return 4;
    case 3: return 1U + octet(bytes, 0);
    case 4: return 16;
    default: return 0;
  }
}

}  // namespace

bool SocksWatch::concerns(const Packet& packet) {
  return (packet.src_port == kSocksPort || packet.dst_port == kSocksPort) &&
         !packet.has_flags(tcp_flag::kRst);
}

std::optional<Packet> SocksWatch::segment(const Packet& packet, std::uint32_t stream) {
  Connection& connection = connections_[stream];
  if (!connection.version) {
    connection.version = packet.payload[0];
    connection.server = packet.dst;
    connection.server_port = packet.dst_port;
  }
  const bool from_client =
      packet.dst == connection.server && packet.dst_port == connection.server_port;
  if (is_retransmission(connection, packet, from_client)) return std::nullopt;
  if (connection.done_frame != 0 && packet.frame_number > connection.done_frame) {
    Packet relayed = packet;
    (packet.src_port == kSocksPort ? relayed.src_port : relayed.dst_port) = connection.asked_port;
    return relayed;
  }
  if (connection.version == 4) (from_client ? client_v4 : server_v4)(connection, packet.payload);
  if (connection.version == 5) (from_client ? client_v5 : server_v5)(connection, packet.payload);
  if (connection.client == State::done && connection.server_state == State::done)
    connection.done_frame = packet.frame_number;
  return std::nullopt;
}

bool SocksWatch::is_retransmission(Connection& connection, const Packet& packet, bool from_client) {
  auto& next = connection.next_seq[from_client ? 0 : 1];
  const std::uint32_t end = packet.tcp_seq + packet.payload_bytes;
  if (next && static_cast<std::int32_t>(packet.tcp_seq - *next) < 0) return true;
  next = end;
  return false;
}

void SocksWatch::client_v4(Connection& connection, Bytes payload) {
  if (connection.client != State::start) return;
  connection.command = octet(payload, 1);
  if (connection.command == kConnect) connection.asked_port = port_at(payload, 2);
  connection.client = State::done;
}

void SocksWatch::server_v4(Connection& connection, Bytes payload) {
  if (connection.server_state != State::start) return;
  connection.server_state = octet(payload, 1) == kGranted ? State::done : State::error;
}

void SocksWatch::client_v5(Connection& connection, Bytes payload) {
  if (connection.client == State::start) {
    const std::size_t methods = octet(payload, 1);
    const bool goes_on = methods == 0 || (methods == 1 && octet(payload, 2) == kNoAuthentication);
    connection.client = goes_on ? State::command : State::wait;
    const std::size_t greeting = 2 + methods;
    if (goes_on && payload.size() > greeting)
      client_v5_command(connection, payload.subspan(greeting));
    return;
  }
  if (connection.client == State::wait && connection.server_state == State::init) {
    switch (connection.method) {
      case kNoAuthentication:
        connection.client = State::command;
        connection.server_state = State::command_reply;
        break;
      case kUserName:
        connection.client = State::command;
        connection.server_state = State::user_reply;
        break;
      case kGssApi:
        connection.client = State::command;
        connection.server_state = State::gss_reply;
        break;
      default: break;
    }
    return;
  }
  if (connection.client == State::command) client_v5_command(connection, payload);
}

void SocksWatch::client_v5_command(Connection& connection, Bytes payload) {
  connection.command = octet(payload, 1);
  const Bytes address = payload.subspan(std::min<std::size_t>(4, payload.size()));
  const std::size_t size = address_bytes(octet(payload, 3), address);
  if (connection.command == kConnect || connection.command == kUdpAssociate)
    connection.asked_port = port_at(address, size);
  connection.client = State::done;
}

void SocksWatch::server_v5(Connection& connection, Bytes payload) {
  switch (connection.server_state) {
    case State::start:
      connection.method = octet(payload, 1);
      if (connection.method == kNoAuthentication) {
        connection.server_state = State::command_reply;
        connection.client = State::command;  // also where the command came with the greeting
      } else if (connection.method == kGssApi || connection.method == kUserName) {
        connection.server_state = State::init;
      } else {
        connection.server_state = State::error;
      }
      break;
    case State::user_reply: connection.server_state = State::command_reply; break;
    case State::gss_reply:
      if (octet(payload, 1) == 0xff)
        connection.server_state = State::error;
      else if (port_at(payload, 2) == 0)
        connection.server_state = State::command_reply;
      break;
    case State::command_reply:
      if (connection.command == kConnect) connection.server_state = State::done;
      break;
    default: break;
  }
}

}  // namespace flowstat
