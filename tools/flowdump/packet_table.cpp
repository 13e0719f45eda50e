#include "tools/flowdump/packet_table.h"

namespace flowstat::flowdump {

std::vector<PacketColumn> packet_columns(FlowHash hash) {
  std::vector<PacketColumn> columns;
  for (const Field<PacketBatch>& field : packet_fields())
    columns.push_back({field, &field, nullptr});
  for (const PacketFlowField& row : packet_flow_fields()) {
    const bool is_replaced = hash == FlowHash::md5_16 && row.field.name == "flow_hash";
    const PacketFlowField& used = is_replaced ? kMd5HashOfPacket : row;
    columns.push_back({used.field, nullptr, &used});
  }
  columns.push_back({kDefectField, &kDefectField, nullptr});
  return columns;
}

std::vector<PacketColumn> packet_columns(const Preset& preset) {
  std::vector<PacketColumn> columns;
  for (const Field<PacketBatch>& field : preset.fields) columns.push_back({field, &field, nullptr});
  return columns;
}

std::vector<PacketColumn> packet_columns(std::span<const ColumnSpec> fields) {
  std::vector<PacketColumn> columns;
  for (const ColumnSpec& field : fields)
    columns.push_back({field.field, nullptr, nullptr, columns.size()});
  return columns;
}

std::span<const std::string_view> default_packet_columns() {
  static constexpr std::string_view kNames[] = {
      "frame_number", "time",        "wire_bytes", "src_addr",  "src_port",  "dst_addr",
      "dst_port",     "ip_protocol", "tcp_flags",  "tcp_seq",   "tcp_ack",   "payload_bytes",
      "tcp_stream",   "udp_stream",  "flow_id",    "flow_hash", "direction", "defect"};
  return kNames;
}

}  // namespace flowstat::flowdump
