#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/fields/flow_ids.h"
#include "core/flow/feature.h"
#include "core/flow/flow_limits.h"
#include "core/flow/state_layout.h"
#include "core/flow/tuple_table.h"

namespace flowstat {

/// What the table keeps of a flow itself; the States of features lie behind it.
struct FlowEntry {
  Tuple tuple;
  std::int64_t id = 0;  ///< Dense from 0 in order of first packets.
  /// Of the SYN of each direction; where none was seen, the least that was.
  std::array<std::uint32_t, 2> first_seq{};

  std::uint64_t packets() const { return counted_ >> kMarkBits; }
  std::uint32_t marks() const { return counted_ & kMarks; }  ///< kSeenSyn and the others.
  void add_packet() { counted_ += kMarks + 1; }
  void mark(std::uint32_t marks) { counted_ |= marks; }

 private:
  static constexpr int kMarkBits = 16;
  static constexpr std::uint64_t kMarks = 0xffff;

  // One word, packets above marks, stored and loaded as a whole: a load that is wider than the
  // store before it has to wait until that has reached the cache.
  std::uint64_t counted_ = 0;
};
static_assert(sizeof(FlowEntry) == 64 && 64 % kMostStateAlign == 0);

/// A packet's place in its flow.
struct FlowRef {
  static constexpr FlowSlot kNone = UINT32_MAX;
  FlowSlot slot = kNone;  ///< kNone: no IP, so no flow.
  Direction direction = Direction::forward;
  std::int64_t id = 0;
  std::int64_t packet = 0;  ///< Counts from 1 in the flow.
  bool is_known() const { return slot != kNone; }
};

/// Flows by tuple, with the State of each wanted feature.
///
/// A flow ends when a new connection takes its tuple: a SYN of another sequence number than the one
/// seen, or any SYN after FINs both ways or a RST, unless it lies shortly before what its
/// direction has sent: then it is only late. One that times out ends with the next packet of its
/// tuple. All others end with the capture.
class FlowTable {
 public:
  /// Keeps `wanted` features and those that they need.
  explicit FlowTable(std::span<const Feature* const> wanted, const FlowLimits& limits = {});

  /// Takes a batch: `keys` and `numbers` are those of `packets`, one for one; `numbers` may be
  /// empty where nobody counts them. Gives one ref a packet, valid until the next call.
  std::span<const FlowRef> take(std::span<const Packet> packets, std::span<const Key> keys,
                                std::span<const StreamNumber> numbers);

  /// Flows that ended in the last batch, in the order in which they did; good until the next
  /// take().
  std::span<const FlowSlot> ended() const { return ended_; }
  /// Flows that are still there, by id.
  std::vector<FlowSlot> live() const;

  /// The places of the last batch's packets, one for one; none unless kPlace is kept.
  std::span<const PacketPlace> places() const { return places_; }

  const FlowEntry& operator[](FlowSlot slot) const { return flows_[slot]; }
  /// Where the initiator's end is; the other is dst.
  bool is_forward_from_a(FlowSlot slot) const { return is_forward_from_a((*this)[slot]); }
  static bool is_forward_from_a(const FlowEntry& flow);

  /// States of `feature` by slot; none if it is neither wanted nor needed.
  ConstStates states(const Feature& feature) const;

  /// A flow's record: its entry, and the States where layout() says.
  const std::byte* record(FlowSlot slot) const { return flows_.record(slot); }
  const StateLayout& layout() const { return layout_; }
  /// From one record to the next.
  std::size_t record_bytes() const { return flows_.record_bytes(); }

  std::int64_t opened() const { return next_id_; }

 private:
  /// When the packets of a flow came, where somebody asks.
  struct Times {
    std::int64_t first_ns = Frame::kNoTime;
    std::int64_t last_ns = Frame::kNoTime;
  };

  void take_group(std::size_t first, std::size_t count);
  FlowSlot find_or_open(std::size_t i);
  FlowSlot open(std::size_t i);
  bool is_timed_out(FlowSlot slot, std::int64_t now_ns) const;
  void note_time(FlowSlot slot, std::int64_t time_ns);
  void start_states(FlowSlot slot, std::size_t i);
  void note_tcp(FlowEntry& flow, const Packet& packet, bool is_from_a);

  StateLayout layout_;  // of records: a FlowEntry, and the States
  TupleTable<FlowEntry> flows_;
  FlowLimits limits_;
  std::vector<Times> times_;  // by slot, if there are timeouts
  std::int64_t next_id_ = 0;
  std::vector<FlowSlot> ended_;
  // The batch that is being taken.
  std::span<const Packet> packets_;
  std::span<const Key> keys_;
  std::span<const StreamNumber> numbers_;
  std::vector<FlowRef> refs_;
  std::vector<FlowPacket> in_flows_;
  std::vector<PacketPlace> places_;
};

}  // namespace flowstat
