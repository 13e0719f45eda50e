#pragma once

#include <map>
#include <memory>

#include "core/base/address.h"
#include "core/base/result.h"
#include "plugin/session.h"
#include "plugin/stream_saver.h"

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
  bool has(std::int64_t flow_id) const {
    return flows_.contains(static_cast<std::uint32_t>(flow_id));
  }
  const std::map<std::uint32_t, CountedFlow>& flows() const { return flows_; }

 private:
  std::map<std::uint32_t, CountedFlow> flows_;
};

struct AskedReport;

/// What -z makes when all packets were seen.
struct Report {
  /// What must be taken while packets come.
  enum class Needs : std::uint8_t {
    packets,
    streams,  ///< Session::streams()
    folder,   ///< AskedReport::saver; the folder stands before the filter.
  };

  const char* name;  ///< As -z has it: "flowstat,hosts".
  const char* title;
  Status (*write)(const AskedReport& asked, Session& session);
  Needs needs = Needs::packets;
};

/// A report that somebody asked for.
struct AskedReport {
  const Report* report = nullptr;
  CountedFlows flows;  ///< Of the session of this serial alone.
  std::uint32_t session = 0;
  std::unique_ptr<StreamSaver> saver = nullptr;
};

/// Flows, packets and octets by protocol.
extern const Report kSummary;
/// The same by address, sent and received.
extern const Report kHosts;
/// Each direction of each TCP connection, as `streamdump --list` has them.
extern const Report kStreams;

/// The octets of each of them in a file.
extern const Report kSave;

}  // namespace flowstat::plugin
