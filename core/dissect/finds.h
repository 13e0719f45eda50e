#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/base/address.h"
#include "core/base/bytes.h"
#include "core/base/result.h"

// What Wireshark finds in a capture beyond fields: streams behind decryption, and objects.

namespace flowstat::dissect {

/// A stream as a follower of Wireshark's has it: both directions of a conversation, or of one
/// stream in it.
struct FollowedStream {
  /// Wireshark's number of the conversation; where it has none, a number in order of appearance.
  std::int64_t number = 0;
  std::optional<std::int64_t> substream;  ///< Of HTTP/2 and QUIC.
  IpAddress client;                       ///< Who sent the conversation's first frame.
  IpAddress server;
  std::uint16_t client_port = 0;
  std::uint16_t server_port = 0;
  MacAddress client_mac{};  ///< These three: of the frame that the first octets came with.
  MacAddress server_mac{};
  std::optional<std::uint16_t> vlan_id;
};

/// Octets of a stream, which follow those before.
struct FollowedPiece {
  std::uint32_t stream = 0;  ///< Streams count from 0, as they are told.
  bool is_from_server = false;
  std::int64_t frame = 0;
  std::int64_t time_ns = 0;
  Bytes octets;
};

/// Takes streams, each before its pieces, and pieces in the order of frames.
class FollowTaker {
 public:
  virtual ~FollowTaker() = default;
  virtual Status begin(const FollowedStream& stream) = 0;
  virtual Status take(const FollowedPiece& piece) = 0;
};

/// A file that was transferred. Its texts are as they were sent: they may hold anything.
struct FoundObject {
  std::string protocol;  ///< "http", as exporters() has it.
  std::int64_t frame = 0;
  std::optional<std::int64_t> tcp_stream;  ///< Of the frame that it was found in; so is the other.
  std::optional<std::int64_t> udp_stream;
  std::optional<std::string> host;
  std::optional<std::string> content_type;
  std::optional<std::string> name;
  std::uint64_t bytes = 0;
};

/// Takes objects, and behind each its octets, in parts.
class ObjectTaker {
 public:
  virtual ~ObjectTaker() = default;
  virtual Status begin(const FoundObject& object) = 0;
  virtual Status take(Bytes octets) = 0;
};

}  // namespace flowstat::dissect
