#include <vector>

#include "plugin/report.h"
#include "plugin/report_table.h"

namespace flowstat::plugin {

namespace {

struct ProtocolRow {
  std::optional<std::uint8_t> ip_protocol;  // none: all of them
  std::int64_t flows = 0;
  std::int64_t one_way_flows = 0;
  std::array<Carried, 2> ways;
};
using ProtocolRows = std::span<const ProtocolRow>;

// clang-format off
constexpr Field<ProtocolRows> kFields[] = {
    field<ProtocolRows>({.name = "ip_protocol", .about = "IANA protocol number; null in the row of all."},
                        [](const ProtocolRow& row) { return row.ip_protocol; }),
    field<ProtocolRows>({.name = "flows", .about = "Flows."},
                        [](const ProtocolRow& row) { return row.flows; }),
    field<ProtocolRows>({.name = "one_way_flows", .about = "Flows of which one direction alone was seen."},
                        [](const ProtocolRow& row) { return row.one_way_flows; }),
    field<ProtocolRows>({.name = "forward_packets", .unit = Unit::packets, .about = "Packets from the initiators."},
                        [](const ProtocolRow& row) { return row.ways[0].packets; }),
    field<ProtocolRows>({.name = "backward_packets", .unit = Unit::packets, .about = "Packets to the initiators."},
                        [](const ProtocolRow& row) { return row.ways[1].packets; }),
    field<ProtocolRows>({.name = "forward_wire_bytes", .unit = Unit::bytes, .about = "Octets on the wire from the initiators."},
                        [](const ProtocolRow& row) { return row.ways[0].wire_bytes; }),
    field<ProtocolRows>({.name = "backward_wire_bytes", .unit = Unit::bytes, .about = "Octets on the wire to the initiators."},
                        [](const ProtocolRow& row) { return row.ways[1].wire_bytes; }),
    field<ProtocolRows>({.name = "forward_payload_bytes", .unit = Unit::bytes, .about = "Octets of payload from the initiators."},
                        [](const ProtocolRow& row) { return row.ways[0].payload_bytes; }),
    field<ProtocolRows>({.name = "backward_payload_bytes", .unit = Unit::bytes, .about = "Octets of payload to the initiators."},
                        [](const ProtocolRow& row) { return row.ways[1].payload_bytes; }),
};
// clang-format on
static_assert(well_formed(kFields));

void add(const CountedFlow& flow, ProtocolRow& row) {
  ++row.flows;
  if (flow.ways[0].packets == 0 || flow.ways[1].packets == 0) ++row.one_way_flows;
  for (std::size_t i = 0; i < 2; ++i) row.ways[i].add(flow.ways[i]);
}

Status write_summary(const AskedReport& asked, Session& session) {
  PacketLog& log = session.log();
  std::map<std::uint8_t, ProtocolRow> by_protocol;
  ProtocolRow all;
  for (const auto& [id, flow] : asked.flows.flows()) {
    const std::uint8_t protocol = log.entry(flow.number).tuple.protocol;
    ProtocolRow& row = by_protocol[protocol];
    row.ip_protocol = protocol;
    add(flow, row);
    add(flow, all);
  }
  std::vector<ProtocolRow> rows;
  for (const auto& [protocol, row] : by_protocol) rows.push_back(row);
  rows.push_back(all);
  return print_table<ProtocolRows>("summary", kFields, rows);
}

}  // namespace

constinit const Report kSummary{"flowstat,summary", "Flows by protocol", write_summary};

}  // namespace flowstat::plugin
