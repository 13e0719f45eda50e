#pragma once

#include <span>
#include <vector>

#include "core/flow/flow_batch.h"
#include "core/flow/keys.h"
#include "core/flow/streams/stream_numbers.h"
#include "tools/walk/packet_reader.h"

namespace flowstat::walk {

/// What is asked of the walk; what nobody asks for is not computed.
struct Asked {
  bool flows = false;
  bool stream_numbers = false;
  std::vector<const Feature*> features;
};

/// The way of packets to streams and flows.
class FlowWalk {
 public:
  FlowWalk(const Asked& asked, StreamRule rule, const FlowLimits& limits)
      : asked_(asked), streams_(rule), flows_(asked.features, limits) {}

  /// Takes a batch, which must outlive its use here. What the functions below give is of this batch
  /// until the next call. Needs: batch.every, if stream numbers were asked for.
  void take(const ReadBatch& batch);

  /// Makes keys that take() can look up.
  const TupleHasher& hasher() const { return keys_.hasher(); }

  const PacketBatch& packets() const { return *packets_; }
  std::span<const FlowRef> refs() const { return refs_; }
  std::span<const StreamNumber> numbers() const { return numbers_; }
  const FlowTable& flows() const { return flows_; }
  FlowBatch batch() const { return {*packets_, refs_, flows_}; }

 private:
  std::span<const Key> keys_of(const ReadBatch& batch, const PacketBatch& packets);

  Asked asked_;
  Keys keys_;
  StreamNumbers streams_;
  FlowTable flows_;
  const PacketBatch* packets_ = nullptr;
  std::vector<Key> chosen_keys_;
  std::vector<StreamNumber> chosen_numbers_;
  std::span<const StreamNumber> numbers_;
  std::span<const FlowRef> refs_;
};

}  // namespace flowstat::walk
