#pragma once

#include <map>
#include <string>

#include "core/base/address.h"
#include "core/base/result.h"
#include "plugin/session.h"

namespace flowstat::plugin {

/// What one direction of a flow carried, in the packets that a report's filter lets pass.
struct Carried {
  std::int64_t packets = 0;
  std::int64_t wire_bytes = 0;
  std::int64_t payload_bytes = 0;

  void add(const PacketNote& note) {
    ++packets;
    wire_bytes += note.wire_bytes;
    payload_bytes += note.payload_bytes;
  }
  void add(const Carried& other) {
    packets += other.packets;
    wire_bytes += other.wire_bytes;
    payload_bytes += other.payload_bytes;
  }
};

/// A flow of a report.
struct CountedFlow {
  std::uint32_t number = 0;     ///< Of its first frame in the report.
  std::array<Carried, 2> ways;  ///< By Direction.
};

/// The flows of those packets that a report's filter lets pass, by flow_id.
class CountedFlows {
 public:
  void add(std::uint32_t number, const PacketNote& note) {
    CountedFlow& flow = flows_[note.flow];
    if (flow.number == 0) flow.number = number;
    flow.ways[static_cast<std::size_t>(note.direction)].add(note);
  }
  void clear() { flows_.clear(); }
  const std::map<std::uint32_t, CountedFlow>& flows() const { return flows_; }

 private:
  std::map<std::uint32_t, CountedFlow> flows_;
};

/// A table that -z prints when all packets were seen: `write` puts it on standard output.
struct Report {
  const char* name;  ///< As -z has it: "flowstat,hosts".
  const char* title;
  Status (*write)(const CountedFlows& flows, Session& session);
  bool needs_streams = false;
};

/// Flows, packets and octets by protocol.
extern const Report kSummary;
/// The same by address, sent and received.
extern const Report kHosts;
/// Each direction of each TCP connection, as `streamdump --list` has them.
extern const Report kStreams;

}  // namespace flowstat::plugin
