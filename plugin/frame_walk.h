#pragma once

#include <span>

#include "core/flow/flow_batch.h"
#include "core/flow/keys.h"
#include "core/flow/streams/stream_numbers.h"

namespace flowstat::plugin {

/// What the user has chosen of how packets come to flows.
struct FlowRules {
  StreamRule streams = StreamRule::v4_4;
  FlowLimits limits;
  bool is_outermost = false;  ///< The outermost IP header of a frame counts, not the innermost.
};

/// The way of one frame after the other to its flow.
class FrameWalk {
 public:
  FrameWalk(const FlowRules& rules, std::span<const Feature* const> features)
      : is_outermost_(rules.is_outermost),
        streams_(rules.streams),
        flows_(features, rules.limits) {}

  /// Takes a frame, which must outlive its use here.
  void take(const Frame& frame) {
    packets_.decode({&frame, 1});
    std::span<const Key> keys = keys_.take(packets_.packets());
    const auto numbers = streams_.take(packets_, keys, keys_.hasher());  // Wireshark's, in any case
    if (is_outermost_) {
      packets_.take_outermost();
      keys = keys_.take(packets_.packets());
    }
    refs_ = flows_.take(packets_.packets(), keys, numbers);
  }

  /// The frame that was taken last; valid until the next.
  FlowBatch batch() const { return {packets_, refs_, flows_}; }
  const FlowTable& flows() const { return flows_; }

 private:
  bool is_outermost_;
  PacketBatch packets_;
  Keys keys_;
  StreamNumbers streams_;
  FlowTable flows_;
  std::span<const FlowRef> refs_;
};

}  // namespace flowstat::plugin
