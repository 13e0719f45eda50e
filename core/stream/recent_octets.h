#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

#include "core/base/bytes.h"

namespace flowstat {

/// The octets of the last segments of a capture, of all streams together, in memory that does not
/// grow with it: a segment goes when others need its room.
class RecentOctets {
 public:
  /// Of a segment; they grow. 0 is of none.
  using Mark = std::uint64_t;

  struct Segment {
    std::int64_t offset = 0;
    Bytes bytes;  ///< Valid until the next add().
    Mark previous = 0;

    std::int64_t end() const { return offset + static_cast<std::int64_t>(bytes.size()); }
  };

  /// Room for so many octets, with some for each segment. Needs: a multiple of 8.
  explicit RecentOctets(std::size_t room = std::size_t{64} << 20) : room_(room) {}

  /// Keeps `bytes`, which their stream has at `offset`; `previous` is what its last add() gave.
  /// Gives `previous` if there is no room for so much.
  Mark add(Mark previous, std::int64_t offset, Bytes bytes);

  /// A segment that is still there.
  std::optional<Segment> find(Mark mark) const;

 private:
  struct Head {
    Mark previous;
    std::int64_t offset;
    std::size_t bytes;
  };

  std::size_t room_;
  // Memory that nobody has written to is none yet.
  std::unique_ptr<std::uint8_t[]> octets_;
  std::uint64_t end_ = 0;  // of all that was ever added; its place is that modulo room_
};

}  // namespace flowstat
