#include "core/dissect/find_message.h"

#include <algorithm>
#include <cstring>

#include "core/dissect/take_off.h"

namespace flowstat::dissect {

namespace {

constexpr std::size_t kPartBytes = 1'048'576;
constexpr std::int64_t kNone = -1;

/// FollowedStream, in octets that stand side by side.
struct StreamRecord {
  std::int64_t number = 0;
  std::int64_t substream = kNone;
  std::int64_t vlan_id = kNone;
  IpAddress client;
  IpAddress server;
  MacAddress client_mac;
  MacAddress server_mac;
  std::uint16_t client_port = 0;
  std::uint16_t server_port = 0;
};

/// What stands before the octets of a piece.
struct PieceRecord {
  std::int64_t frame = 0;
  std::int64_t time_ns = 0;
  std::uint32_t stream = 0;
  std::uint32_t is_from_server = 0;
};

/// What stands before the texts of an object.
struct ObjectRecord {
  std::int64_t frame = 0;
  std::int64_t tcp_stream = kNone;
  std::int64_t udp_stream = kNone;
  std::uint64_t bytes = 0;
  std::int64_t protocol_bytes = 0;
  std::int64_t host_bytes = kNone;  // so are these: none, or how long
  std::int64_t content_type_bytes = kNone;
  std::int64_t name_bytes = kNone;
};

template <class T>
Bytes octets_of(const T& record) {
  return {reinterpret_cast<const std::uint8_t*>(&record), sizeof record};
}

Bytes octets_of(const std::optional<std::string>& text) {
  if (!text) return {};
  return {reinterpret_cast<const std::uint8_t*>(text->data()), text->size()};
}

std::int64_t size_of(const std::optional<std::string>& text) {
  return text ? static_cast<std::int64_t>(text->size()) : kNone;
}

template <class T>
std::optional<T> unless_none(std::int64_t value) {
  return value < 0 ? std::nullopt : std::optional<T>(static_cast<T>(value));
}

/// Takes a text of so many octets off the front, unless there is none; false if they are not there.
bool take_text(Bytes& octets, std::int64_t bytes, std::optional<std::string>& to) {
  if (bytes < 0) return true;
  Bytes text;
  if (!take_off(octets, static_cast<std::uint64_t>(bytes), text)) return false;
  to.emplace(reinterpret_cast<const char*>(text.data()), text.size());
  return true;
}

bool is_address(const IpAddress& address) {
  return address.version == 0 || address.version == 4 || address.version == 6;
}

Error is_none() {
  return {"the process that dissects sends what makes no sense"};
}

}  // namespace

Status FollowSender::begin(const FollowedStream& stream) {
  StreamRecord record;
  std::memset(static_cast<void*>(&record), 0, sizeof record);  // gaps between members too
  record.number = stream.number;
  record.substream = stream.substream.value_or(kNone);
  record.vlan_id = stream.vlan_id ? std::int64_t{*stream.vlan_id} : kNone;
  record.client = stream.client;
  record.server = stream.server;
  record.client_mac = stream.client_mac;
  record.server_mac = stream.server_mac;
  record.client_port = stream.client_port;
  record.server_port = stream.server_port;
  return to_.send(MessageKind::stream, {octets_of(record)});
}

Status FollowSender::take(const FollowedPiece& piece) {
  const PieceRecord record{piece.frame, piece.time_ns, piece.stream, piece.is_from_server ? 1u : 0};
  for (Bytes rest = piece.octets; !rest.empty();) {
    const Bytes part = rest.first(std::min(rest.size(), kPartBytes));
    const Status sent = to_.send(MessageKind::piece, {octets_of(record), part});
    if (!sent.ok()) return sent;
    rest = rest.subspan(part.size());
  }
  return kOk;
}

Status FollowReceiver::take(MessageKind kind, Bytes message) {
  if (kind == MessageKind::stream) {
    StreamRecord record;
    if (!take_off(message, record) || !is_address(record.client) || !is_address(record.server))
      return is_none();
    ++streams_;
    return to_.begin({record.number, unless_none<std::int64_t>(record.substream), record.client,
                      record.server, record.client_port, record.server_port, record.client_mac,
                      record.server_mac, unless_none<std::uint16_t>(record.vlan_id)});
  }
  PieceRecord record;
  if (kind != MessageKind::piece || !take_off(message, record) || record.stream >= streams_)
    return is_none();
  return to_.take(
      {record.stream, record.is_from_server != 0, record.frame, record.time_ns, message});
}

Status ObjectSender::begin(const FoundObject& object) {
  const ObjectRecord record{object.frame,
                            object.tcp_stream.value_or(kNone),
                            object.udp_stream.value_or(kNone),
                            object.bytes,
                            static_cast<std::int64_t>(object.protocol.size()),
                            size_of(object.host),
                            size_of(object.content_type),
                            size_of(object.name)};
  return to_.send(MessageKind::object,
                  {octets_of(record), octets_of(std::optional(object.protocol)),
                   octets_of(object.host), octets_of(object.content_type), octets_of(object.name)});
}

Status ObjectSender::take(Bytes octets) {
  for (; !octets.empty(); octets = octets.subspan(std::min(octets.size(), kPartBytes))) {
    const Bytes part = octets.first(std::min(octets.size(), kPartBytes));
    if (Status sent = to_.send(MessageKind::octets, {part}); !sent.ok()) return sent;
  }
  return kOk;
}

Status ObjectReceiver::take(MessageKind kind, Bytes message) {
  if (kind == MessageKind::octets) {
    if (message.size() > missing_bytes_) return is_none();
    missing_bytes_ -= message.size();
    return to_.take(message);
  }
  ObjectRecord record;
  FoundObject object;
  std::optional<std::string> protocol;
  if (kind != MessageKind::object || missing_bytes_ > 0 || !take_off(message, record) ||
      !take_text(message, record.protocol_bytes, protocol) ||
      !take_text(message, record.host_bytes, object.host) ||
      !take_text(message, record.content_type_bytes, object.content_type) ||
      !take_text(message, record.name_bytes, object.name))
    return is_none();
  object.protocol = protocol.value_or("");
  object.frame = record.frame;
  object.tcp_stream = unless_none<std::int64_t>(record.tcp_stream);
  object.udp_stream = unless_none<std::int64_t>(record.udp_stream);
  object.bytes = missing_bytes_ = record.bytes;
  return to_.begin(object);
}

}  // namespace flowstat::dissect
