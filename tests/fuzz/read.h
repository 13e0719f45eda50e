#pragma once

// What every target that reads captures checks: promises of core/capture that hold for any octets.

#include <algorithm>
#include <string>
#include <vector>

#include "core/capture/pcap.h"
#include "core/capture/pcapng.h"
#include "tests/fuzz/fuzz.h"
#include "tests/unit/capture/memory_input.h"

namespace fuzz {

/// What a file gave: a frame's values and a copy of its octets, and the error at the end.
struct Seen {
  struct Copy {
    Frame frame;
    Octets octets;
  };
  std::vector<Copy> frames;
  std::string error;
};

inline bool lies_in_a_lease(const Frame& frame, const FrameBatch& batch) {
  return std::ranges::any_of(batch.leases, [&](const Lease& lease) {
    return lies_in(frame.bytes, {lease->octets.get(), kBlockBytes});
  });
}

inline void check_batch(const FrameBatch& batch, const Status& status) {
  require(batch.frames.size() <= kBatchFrames, "a batch has so many frames at most");
  require(status.ok() || batch.frames.empty(), "an error comes behind the frames");
  for (const Frame& frame : batch.frames) {
    require(frame.captured_bytes() <= kMostFrameBytes, "no frame is larger");
    require(lies_in_a_lease(frame, batch), "a frame lies in a block that is leased");
    require(!frame.is_time_bad || !frame.has_time(), "a bad time is none");
  }
}

inline Seen all_of(Source& source) {
  Seen seen;
  while (true) {
    FrameBatch batch;
    const Status status = source.read(batch);
    check_batch(batch, status);
    if (!status.ok()) seen.error = status.error().message;
    if (batch.frames.empty()) return seen;
    for (const Frame& frame : batch.frames) {
      require(seen.frames.empty() || frame.file_offset > seen.frames.back().frame.file_offset,
              "offsets rise");
      seen.frames.push_back({frame, {frame.bytes.begin(), frame.bytes.end()}});
      seen.frames.back().frame.bytes = {};
    }
  }
}

/// The reader for what a window shows; nullptr if it is no capture, or an unusable one.
inline std::unique_ptr<Source> open_reader(std::unique_ptr<Input> input) {
  auto window = std::make_unique<Window>(std::move(input));
  if (!window->want(4).ok()) return nullptr;
  const auto open = is_pcap(window->view())     ? open_pcap
                    : is_pcapng(window->view()) ? open_pcapng
                                                : nullptr;
  if (open == nullptr) return nullptr;
  auto source = open(std::move(window), "x", 0);
  return source.ok() ? std::move(source.value()) : nullptr;
}

inline void require_same(const Seen& one, const Seen& other) {
  require(one.error == other.error, "how an input arrives does not change its error");
  require(one.frames.size() == other.frames.size(), "nor how many frames it has");
  for (std::size_t i = 0; i < one.frames.size(); ++i) {
    const Frame& a = one.frames[i].frame;
    const Frame& b = other.frames[i].frame;
    require(one.frames[i].octets == other.frames[i].octets, "nor their octets");
    require(a.time_ns == b.time_ns && a.wire_bytes == b.wire_bytes && a.link_type == b.link_type &&
                a.interface_id == b.interface_id && a.file_offset == b.file_offset,
            "nor what is said of them");
  }
}

/// Reads what `open` gives twice, at once and in steps, and once more at the end.
template <class Open>
int check_reader(Bytes input, Open open) {
  const Octets octets(input.begin(), input.end());
  const auto at_once = open(std::make_unique<MemoryInput>(octets));
  const auto in_steps = open(std::make_unique<MemoryInput>(octets, 1 + input.size() % 97));
  require((at_once == nullptr) == (in_steps == nullptr), "how an input arrives does not decide");
  if (at_once == nullptr) return 0;
  const Seen seen = all_of(*at_once);
  require_same(seen, all_of(*in_steps));
  const Seen again = all_of(*at_once);
  require(again.frames.empty() && again.error == seen.error, "the end stays the end");
  return 0;
}

}  // namespace fuzz
