#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <vector>

#include "core/base/bytes.h"
#include "core/stream/coverage.h"

namespace flowstat {

/// Octets of one packet that wait for their turn in a stream.
struct HeldSegment {
  std::int64_t offset = 0;  ///< As Piece::offset.
  Bytes bytes;
  Arrival arrival;
  std::uint32_t ack = 0;  ///< Of the packet, if has_ack.
  bool has_ack = false;
  std::unique_ptr<std::uint8_t[]> own;  ///< The octets, where they are not borrowed.

  std::int64_t end() const { return offset + static_cast<std::int64_t>(bytes.size()); }
  /// Makes `bytes` a copy of its own.
  void keep();
  /// The part [begin, end), which borrows from this one.
  HeldSegment part(std::int64_t begin, std::int64_t end) const;
};

/// The octets of a stream that was not written yet, in any order and each once.
///
/// Octets are borrowed where their frames stay, and copied where they do not. The usual segment,
/// behind all others, costs no look-up.
class HeldStream {
 public:
  /// Takes a segment, in place of what is there already.
  void write(HeldSegment segment);
  /// Sets `to` to what was written at `offset`. Needs: all of it was, and is still held.
  void read_back(std::int64_t offset, std::span<std::uint8_t> to) const;
  /// Gives away what lies before `end`, in order.
  std::vector<HeldSegment> take_until(std::int64_t end);

  /// Memory that is held, about.
  std::size_t held_bytes() const { return held_bytes_; }

 private:
  using Late = std::map<std::int64_t, HeldSegment>;

  void put_late(HeldSegment segment);
  void clear(std::int64_t begin, std::int64_t end);
  std::vector<HeldSegment> take_in_order(std::int64_t end);
  void clear_in(HeldSegment& segment, std::int64_t begin, std::int64_t end);
  std::vector<HeldSegment>::const_iterator first_behind(std::int64_t offset) const;
  Late::const_iterator first_late_behind(std::int64_t offset) const;

  std::vector<HeldSegment> in_order_;  // each behind the one before; some are empty
  Late late_;                          // those that came behind others; by offset
  std::int64_t end_ = INT64_MIN;       // of all that ever came
  std::size_t held_bytes_ = 0;
  bool has_empty_ = false;  // in_order_ has segments without octets
};

}  // namespace flowstat
