#include "plugin/stream_log.h"

namespace flowstat::plugin {

void StreamLog::take(const PacketLog& log, std::uint32_t number) {
  const Packet& packet = log.last_packet();
  const PacketNote& note = log.note(number);
  if (!packet.is_tcp() || !note.has_flow()) return;
  Connection& connection = connections_[note.flow];
  if (connection.number == 0) connection.number = number;
  Way& way = connection.ways[static_cast<std::size_t>(note.direction)];
  way.wire_bytes += packet.wire_bytes;
  way.bytes.take(packet, pieces_);
  if (acknowledges(packet))
    connection.ways[static_cast<std::size_t>(opposite(note.direction))].bytes.acknowledge(
        packet.tcp_ack);
}

void StreamLog::add_rows(PacketLog& log, const Connection& connection,
                         std::vector<StreamRow>& rows) {
  const FlowEnds ends = log.ends(connection.number);
  const StreamOwner owner = owner_of(ends.flow, log.layout(), log.record_at(connection.number));
  for (const Direction direction : {Direction::forward, Direction::backward}) {
    const Way& way = connection.ways[static_cast<std::size_t>(direction)];
    if (way.bytes.sums().packets == 0) continue;
    StreamRow& row = rows.emplace_back(row_of(ends, owner, direction));
    row.wire_bytes = way.wire_bytes;
    row.sums = way.bytes.final_sums();
    row.spans = way.bytes.spans();
    row.end_reason = end_reason(way.bytes, connection.has_rst(), log.has_ended(connection.number));
    row.is_compared = false;
  }
}

}  // namespace flowstat::plugin
