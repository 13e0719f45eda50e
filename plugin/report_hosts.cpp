#include <algorithm>
#include <vector>

#include "plugin/report.h"
#include "plugin/report_table.h"

namespace flowstat::plugin {

namespace {

struct HostRow {
  IpAddress address;
  std::int64_t initiated_flows = 0;
  std::int64_t answered_flows = 0;
  Carried sent;
  Carried received;

  std::int64_t wire_bytes() const { return sent.wire_bytes + received.wire_bytes; }
};
using HostRows = std::span<const HostRow>;

// clang-format off
constexpr Field<HostRows> kFields[] = {
    field<HostRows>({.name = "address", .about = "Of an end of flows."},
                    [](const HostRow& row) { return row.address; }),
    field<HostRows>({.name = "initiated_flows", .about = "Flows that it began."},
                    [](const HostRow& row) { return row.initiated_flows; }),
    field<HostRows>({.name = "answered_flows", .about = "Flows that others began with it."},
                    [](const HostRow& row) { return row.answered_flows; }),
    field<HostRows>({.name = "sent_packets", .unit = Unit::packets, .about = "Packets from it."},
                    [](const HostRow& row) { return row.sent.packets; }),
    field<HostRows>({.name = "received_packets", .unit = Unit::packets, .about = "Packets to it."},
                    [](const HostRow& row) { return row.received.packets; }),
    field<HostRows>({.name = "sent_wire_bytes", .unit = Unit::bytes, .about = "Octets on the wire from it."},
                    [](const HostRow& row) { return row.sent.wire_bytes; }),
    field<HostRows>({.name = "received_wire_bytes", .unit = Unit::bytes, .about = "Octets on the wire to it."},
                    [](const HostRow& row) { return row.received.wire_bytes; }),
    field<HostRows>({.name = "sent_payload_bytes", .unit = Unit::bytes, .about = "Octets of payload from it."},
                    [](const HostRow& row) { return row.sent.payload_bytes; }),
    field<HostRows>({.name = "received_payload_bytes", .unit = Unit::bytes, .about = "Octets of payload to it."},
                    [](const HostRow& row) { return row.received.payload_bytes; }),
};
// clang-format on
static_assert(well_formed(kFields));

/// Who carried most goes first.
std::vector<HostRow> in_order(const std::map<IpAddress, HostRow>& hosts) {
  std::vector<HostRow> rows;
  for (const auto& [address, row] : hosts) rows.push_back(row);
  std::ranges::stable_sort(rows, std::ranges::greater{}, &HostRow::wire_bytes);
  return rows;
}

Status write_hosts(const AskedReport& asked, Session& session) {
  PacketLog& log = session.log();
  std::map<IpAddress, HostRow> hosts;
  const auto host = [&](const IpAddress& address) -> HostRow& {
    HostRow& row = hosts[address];
    row.address = address;
    return row;
  };
  for (const auto& [id, flow] : asked.flows.flows()) {
    const FlowEnds ends = log.ends(flow.number);
    HostRow& initiator = host(ends.src());
    ++initiator.initiated_flows;
    initiator.sent.add(flow.ways[0]);
    initiator.received.add(flow.ways[1]);
    HostRow& other = host(ends.dst());
    ++other.answered_flows;
    other.sent.add(flow.ways[1]);
    other.received.add(flow.ways[0]);
  }
  return print_table<HostRows>("hosts", kFields, in_order(hosts));
}

}  // namespace

constinit const Report kHosts{"flowstat,hosts", "Flows by address", write_hosts};

}  // namespace flowstat::plugin
