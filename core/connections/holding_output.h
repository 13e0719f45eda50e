#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "core/connections/output.h"
#include "core/connections/stream_options.h"
#include "core/stream/conversation.h"
#include "core/stream/overlap.h"

namespace flowstat {

/// Up to where octets are taken that wait.
enum class Until : std::uint8_t {
  hole,  ///< The first octets that are missing, in whatever way.
  hope,  ///< The first hole that may yet be filled.
  last,  ///< The last that the capture has so far; what is missing before it stays so.
};

/// An output whose octets wait until their connection is over, or until too many wait: then it
/// writes what is in order, and where that is not enough, what is behind holes too.
class HoldingOutput : public Output {
 public:
  Status take(const PacketAt& at, Connection& connection, Pieces& pieces) override;
  bool is_full() const override { return held_bytes_ > full_at_; }
  bool has_room() const override { return held_bytes_ <= most_held_ - most_held_ / 4; }
  void note_relief() override { full_at_ = std::max(most_held_, held_bytes_ + held_bytes_ / 4); }
  std::vector<std::string> hints() const override;

 protected:
  /// `frames_stay`: what is borrowed of a batch may be used after it.
  HoldingOutput(const StreamOptions& options, bool frames_stay);

  /// Takes what a way has behind what was taken before, of a stream that is not over. Offsets are
  /// those of the stream. `now_ns`: time of the last packet, for Until::hope.
  Side take_ready(Way& way, Until until, std::int64_t now_ns = 0);
  /// The same, of a stream that is over; nothing where `row`, its row, is not wanted.
  Side take_rest(Way& way, const StreamRow* row);
  bool frames_stay() const { return frames_stay_; }

 private:
  /// Where a way's pieces go.
  struct Store {
    HeldStream& held;
    const Packet& packet;
    bool copies;
    Status write(std::int64_t offset, Bytes bytes);
    Result<bool> read_back(std::int64_t offset, std::span<std::uint8_t> to);
  };

  void drop_rest(Way& way);
  Side take_until(Way& way, const std::vector<Span>& spans, std::int64_t end, bool is_over);

  const StreamOptions& options_;
  PieceWriter<Store> writer_;
  std::size_t most_held_;
  std::size_t full_at_;  // what must wait for relief to be of use again
  std::size_t held_bytes_ = 0;
  bool frames_stay_;
  std::int64_t late_bytes_ = 0;  // that came when it was written that they are missing
};

}  // namespace flowstat
