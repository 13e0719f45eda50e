#include "core/packet/outermost.h"

#include <algorithm>

namespace flowstat {

Packet outermost_packet(const PacketRow& row) {
  const auto ip = std::ranges::find_if(row.layers, is_ip, &Layer::protocol);
  if (ip == row.layers.end()) return row.packet;
  const auto inner = std::ranges::find_if(ip + 1, row.layers.end(), is_ip, &Layer::protocol);
  if (inner == row.layers.end() || inner->in_error) return row.packet;
  // What lies before the inner header: extension headers, or what carries it.
  const auto last = static_cast<std::size_t>(inner - row.layers.begin()) - 1;
  Packet packet = packet_at(row.frame, row.layers, last);
  packet.time_ns = row.packet.time_ns;
  packet.frame_number = row.packet.frame_number;
  packet.wire_bytes = row.packet.wire_bytes;
  packet.captured_bytes = row.packet.captured_bytes;
  packet.has_vlan = row.packet.has_vlan;
  packet.vlan_id = row.packet.vlan_id;
  return packet;
}

}  // namespace flowstat
