#pragma once

#include <cstdint>
#include <vector>

#include "core/base/pod_array.h"
#include "core/flow/flow_fields.h"
#include "plugin/frame_walk.h"

namespace flowstat::plugin {

/// What is kept of a packet: what features take of it, and its place in its flow.
struct PacketNote {
  static constexpr std::uint32_t kNone = UINT32_MAX;

  std::int64_t time_ns = Frame::kNoTime;
  std::uint32_t flow = kNone;      ///< flow_id; kNone: no IP.
  std::uint32_t number = 0;        ///< In its flow, from 1.
  std::uint32_t previous = kNone;  ///< Index of the flow's packet before.
  std::uint32_t snapshot = kNone;  ///< Of the flow's record behind this packet, if there is one.
  std::uint32_t wire_bytes = 0;
  std::uint32_t ip_bytes = 0;
  std::uint32_t payload_bytes = 0;
  Direction direction = Direction::forward;
  bool has_payload : 1 = false;
  bool is_ascending : 1 = false;  ///< ip_direction_asc

  bool has_flow() const { return flow != kNone; }
};
static_assert(sizeof(PacketNote) <= 48);

/// Every packet of a capture and what its flow's features were behind it, in any order.
///
/// A copy of a flow's record is kept of its first packet and of each kSnapshotEvery-th; between
/// them packets are taken again, so that looking at one costs no more than so many of them.
class PacketLog {
 public:
  static constexpr std::uint32_t kSnapshotEvery = 64;

  explicit PacketLog(const FlowRules& rules);

  /// Takes a frame. Needs: its number is greater than those before.
  void take(const Frame& frame);

  /// The frame that was taken last; valid as long as it is.
  FlowBatch batch() const { return walk_.batch(); }
  const FlowTable& flows() const { return walk_.flows(); }
  std::size_t frames() const { return notes_.size(); }
  /// Needs: 0 < number <= frames().
  const PacketNote& note(std::uint32_t number) const { return notes_[number - 1]; }
  const StateLayout& layout() const { return flows().layout(); }

  /// The record of a packet's flow up to and including the packet, valid until the next call of
  /// any. Needs: note(number).has_flow().
  const std::byte* record_at(std::uint32_t number);
  /// The entry of its flow, and which end is which; valid as long.
  const FlowEntry& entry(std::uint32_t number);
  FlowEnds ends(std::uint32_t number);
  /// The same of its flow's last packet so far.
  const std::byte* last_record(std::uint32_t number);

 private:
  struct Flow {
    FlowSlot slot = FlowRef::kNone;  ///< While it is in the table.
    std::uint32_t last = 0;          ///< Index of its last packet.
  };

  void note(const PacketAt& at, PacketNote& to);
  const std::byte* record_of(std::uint32_t index);
  std::uint32_t add_snapshot(const std::byte* record);

  const Field<PacketBatch>& ascending_;
  Column is_ascending_;  // of the one packet of a batch
  FrameWalk walk_;
  std::vector<Flow> by_id_;
  PodArray<PacketNote> notes_;
  PodArray<std::byte> snapshots_;
  PodArray<std::byte> record_;  // that is being put together
  std::vector<std::uint32_t> path_;
};

}  // namespace flowstat::plugin
