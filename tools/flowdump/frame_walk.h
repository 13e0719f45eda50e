#pragma once

#include <span>
#include <vector>

#include "core/capture/source.h"
#include "core/flow/flow_table.h"
#include "core/flow/keys.h"
#include "core/flow/streams/stream_numbers.h"
#include "core/packet/decode.h"
#include "tools/flowdump/selection.h"

namespace flowstat::flowdump {

/// What the wanted columns ask of the walk; what nobody asks for is not computed.
struct Asked {
  bool flows = false;
  bool stream_numbers = false;
  std::vector<const Feature*> features;
};

/// The way of frames to packets, streams and flows.
class FrameWalk {
 public:
  FrameWalk(const Asked& asked, StreamRule rule, Selection selection);

  /// Takes a batch of frames. What the functions below give is of this batch until the next call.
  /// Error: filter.
  Status take(const FrameBatch& frames);

  const PacketBatch& packets() const { return *taken_; }
  std::span<const FlowRef> refs() const { return refs_; }
  std::span<const StreamNumber> numbers() const { return numbers_; }
  const FlowTable& flows() const { return flows_; }
  /// True if no further frame is wanted.
  bool is_over() const { return selection_.is_over(); }

 private:
  Status choose(std::span<const Frame> frames);
  void number(const PacketBatch& packets);

  Asked asked_;
  Selection selection_;
  Keys keys_;
  StreamNumbers streams_;
  FlowTable flows_;
  PacketBatch every_;   // decoded frames, chosen or not
  PacketBatch chosen_;  // the chosen ones, where not all are
  const PacketBatch* taken_ = &every_;
  std::vector<std::size_t> chosen_rows_;
  std::vector<Frame> chosen_frames_;
  std::vector<StreamNumber> chosen_numbers_;
  std::span<const StreamNumber> numbers_;
  std::span<const FlowRef> refs_;
};

}  // namespace flowstat::flowdump
