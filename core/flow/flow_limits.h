#pragma once

#include <cstdint>

namespace flowstat {

/// When a flow ends without a packet saying so, and how many there may be. INT64_MAX: no limit.
struct FlowLimits {
  static constexpr std::int64_t kNone = INT64_MAX;

  /// A packet that comes later than so after the flow's last one begins a new flow. IANA IPFIX
  /// flowIdleTimeout (37).
  std::int64_t idle_ns = kNone;
  /// So does one that comes later than so after the flow's first. IANA IPFIX flowActiveTimeout
  /// (36).
  std::int64_t active_ns = kNone;
  /// Packets of flows beyond so many have no flow.
  std::int64_t most_flows = kNone;

  bool has_timeouts() const { return idle_ns != kNone || active_ns != kNone; }
};

}  // namespace flowstat
