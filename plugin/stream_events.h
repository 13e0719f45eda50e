#pragma once

#include <memory>
#include <span>
#include <vector>

#include "core/connections/connections.h"
#include "core/connections/holding_output.h"
#include "core/flow/flow_fields.h"
#include "plugin/frame_walk.h"
#include "plugin/oddity.h"
#include "plugin/stream_tap.h"

namespace flowstat::plugin {

/// What the tap tells of a stream at a frame, as it is remembered.
struct StreamEvent {
  static constexpr std::uint32_t kNowhere = UINT32_MAX;

  std::uint32_t teller = 0;  ///< The frame; kNowhere for what waited when all had come.
  std::uint32_t flow = 0;    ///< flow_id
  Direction direction = Direction::forward;
  flowstat_stream_kind kind = FLOWSTAT_STREAM_BEGIN;
  Arrival arrival;
  std::int64_t offset = 0;
  std::int64_t bytes = 0;
  std::uint32_t frame_offset = kNowhere;  ///< Where the teller has the octets.
  std::unique_ptr<std::uint8_t[]> own;    ///< The octets, where another frame had them.
};

/// The TCP streams of a capture in order, as events of its frames. Remembers events, but of the
/// octets only those that waited, so that every pass is told the same.
class StreamEvents : private HoldingOutput {
 public:
  explicit StreamEvents(const FlowRules& rules);
  StreamEvents(const StreamEvents&) = delete;
  StreamEvents& operator=(const StreamEvents&) = delete;

  /// Takes a frame if it is the next; of a pass that is the first one, also if frames lie between.
  /// `oddities` are those that it tells.
  void take(const Frame& frame, bool is_first_pass, std::span<const Oddity> oddities);

  /// Those that a frame tells.
  std::span<const StreamEvent> of_frame(std::uint32_t frame) const;
  /// What waits. All frames have come.
  std::span<const StreamEvent> rest();

  /// The ends of a flow that has events.
  FlowEnds ends(std::uint32_t flow) const {
    return {flows_[flow], FlowTable::is_forward_from_a(flows_[flow])};
  }

 private:
  void note(const PacketAt& at, Connection& connection) override;
  Status relieve(Connection& connection, bool is_hard) override;
  Status end(Connection& connection, const StreamRowPair& rows) override;
  Status finish() override { return kOk; }

  void tell_ready(Connection& connection, Until until);
  void tell(const Connection& connection, Direction direction, Side side);
  using Segment = std::vector<HeldSegment>::iterator;
  Segment tell_joined(std::int64_t flow, Direction direction, Segment first, Segment last,
                      std::int64_t end);
  void tell_conflicts(std::span<const Oddity> oddities);
  StreamEvent& add(std::int64_t flow, Direction direction, flowstat_stream_kind kind);

  FrameWalk walk_;
  Connections connections_;
  std::vector<StreamRow> rows_;  // nobody asks for them
  std::vector<StreamEvent> events_;
  std::vector<FlowEntry> flows_;  // by flow_id, as they began
  // Of the frame that is being taken.
  std::int64_t frame_ = 0;
  std::int64_t now_ns_ = Frame::kNoTime;
  Direction direction_ = Direction::forward;
  std::int64_t flow_ = -1;
  std::int64_t frame_shift_ = 0;  // from offsets in the stream to those in the frame
  bool is_over_ = false;          // rest() was asked for
};

}  // namespace flowstat::plugin
