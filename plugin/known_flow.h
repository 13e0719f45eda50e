#pragma once

#include "core/flow/features/timing.h"
#include "core/flow/features/volume.h"
#include "plugin/session.h"

namespace flowstat::plugin {

/// What is known of the flow of a packet: all of it if the capture was seen, else what came up to
/// the packet. Borrows from the session, until somebody asks it for another record.
struct KnownFlow {
  const FlowEntry& entry;
  const Volume::State& volume;
  const Timing::State& timing;

  FlowEnds ends() const { return {entry, FlowTable::is_forward_from_a(entry)}; }
  std::int64_t packets() const { return volume.forward().packets + volume.backward().packets; }
  std::int64_t payload_bytes() const {
    return volume.forward().payload_bytes + volume.backward().payload_bytes;
  }
  std::int64_t duration_ns() const {
    return timing.has_time() ? timing.last_ns - timing.first_ns : 0;
  }
};

/// The flow of frame `number`. Needs: it has one.
KnownFlow known_flow(Session& session, std::uint32_t number);

/// A flow of a session among those of all sessions.
inline std::uint64_t flow_key(const Session& session, std::uint32_t flow_id) {
  return std::uint64_t{session.serial()} << 32 | flow_id;
}

/// The frame that Wireshark calls so, if it belongs to a flow of the capture that is open; else 0.
std::uint32_t frame_with_flow(Session* session, std::uint32_t number);

}  // namespace flowstat::plugin
