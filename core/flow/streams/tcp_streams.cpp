#include "core/flow/streams/tcp_streams.h"

#include "core/flow/streams/vnc.h"

namespace flowstat {

namespace {

/// Side 0 is the tuple's a, side 1 its b.
std::size_t side_of(const Key& key) {
  return key.is_from_a ? 0 : 1;
}

bool is_closing_packet(const Packet& packet) {
  return packet.has_flags(tcp_flag::kRst) || packet.has_flags(tcp_flag::kFin | tcp_flag::kAck);
}

}  // namespace

StreamNumber TcpStreams::number(const TcpLayer& layer, const TupleHasher& hasher) {
  bool is_new = false;
  Connection& connection = find_or_open(layer, is_new);
  apply_syn(connection, layer, is_new);
  if (!is_new && is_closing_packet(layer.packet)) connection.is_closing = true;
  if (has_bases(layer)) set_bases(connection, layer);
  const StreamNumber number = number_in(connection, layer);
  if (!layer.packet.payload.empty()) watch_applications(connection, layer, hasher);
  return number;
}

TcpStreams::Connection& TcpStreams::find_or_open(const TcpLayer& layer, bool& is_new) {
  Table::Index index = connections_.find(layer.key);
  if (index == Table::kNone) {
    index = connections_.insert(layer.key);
    is_new = true;
    connections_[index].stream = next_++;
  }
  Connection& connection = connections_[index];
  if (connection.will_renumber) {
    connection.stream = next_++;
    connection.has_base = {};
    connection.will_renumber = false;
    connection.has_renumbered = true;
  }
  return connection;
}

/// The old connection is forgotten, so the new one takes its entry.
void TcpStreams::restart(Connection& connection) {
  const Tuple tuple = connection.tuple;
  connection = Connection{};
  connection.tuple = tuple;
  connection.stream = next_++;
}

void TcpStreams::apply_syn(Connection& connection, const TcpLayer& layer, bool& is_new) {
  const Packet& packet = layer.packet;
  if (is_new || !packet.has_flags(tcp_flag::kSyn)) return;
  const std::size_t side = side_of(layer.key);
  const bool is_other_seq = connection.has_base[side] && connection.base[side] != packet.tcp_seq;
  const bool is_after_close = rule_ != StreamRule::v4_0 && connection.is_closing;
  if (packet.is_syn_ack() && rule_ == StreamRule::v4_0) {
    if (is_other_seq) connection.base[side] = packet.tcp_seq;
    return;
  }
  if (!is_other_seq && !is_after_close) return;
  restart(connection);
  is_new = true;
}

/// True if sequence numbers of `layer` are looked at, and shown as they count from a base.
bool TcpStreams::has_bases(const TcpLayer& layer) const {
  if (layer.in_error) return false;
  return rule_ != StreamRule::v4_0 || (!layer.packet.is_fragment && layer.packet.is_tcp_complete);
}

void TcpStreams::set_bases(Connection& connection, const TcpLayer& layer) {
  const Packet& packet = layer.packet;
  const std::size_t side = side_of(layer.key);
  if (!connection.has_base[side]) {
    connection.has_base[side] = true;
    connection.base[side] = packet.tcp_seq - (packet.has_flags(tcp_flag::kSyn) ? 0 : 1);
  }
  if (!connection.has_base[1 - side] && packet.has_flags(tcp_flag::kAck)) {
    connection.has_base[1 - side] = true;
    connection.base[1 - side] = packet.tcp_ack - 1;
  }
}

StreamNumber TcpStreams::number_in(const Connection& connection, const TcpLayer& layer) const {
  const Packet& packet = layer.packet;
  StreamNumber number{
      .tcp = connection.stream, .tcp_seq = packet.tcp_seq, .tcp_ack = packet.tcp_ack};
  if (!has_bases(layer)) return number;
  const std::size_t side = side_of(layer.key);
  number.tcp_seq -= connection.base[side];
  if (packet.has_flags(tcp_flag::kAck)) number.tcp_ack -= connection.base[1 - side];
  return number;
}

void TcpStreams::watch_applications(Connection& connection, const TcpLayer& layer,
                                    const TupleHasher& hasher) {
  const Packet& packet = layer.packet;
  if (!connection.has_renumbered && is_vnc_hello(packet)) connection.will_renumber = true;
  if (!SocksWatch::concerns(packet)) return;
  const auto relayed = socks_.segment(packet, connection.stream);
  if (!relayed) return;
  const Key key = key_of(*relayed, hasher);
  if (connections_.find(key) != Table::kNone) return;
  connections_[connections_.insert(key)].stream = next_++;  // `connection` may have moved
}

}  // namespace flowstat
