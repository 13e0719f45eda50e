#include "core/stream/recent_octets.h"

#include <cstring>

namespace flowstat {

RecentOctets::Mark RecentOctets::add(Mark previous, std::int64_t offset, Bytes bytes) {
  constexpr std::size_t kAlign = alignof(Head);
  const std::size_t needed = (sizeof(Head) + bytes.size() + kAlign - 1) / kAlign * kAlign;
  if (needed > room_) return previous;
  if (!octets_) octets_ = std::make_unique_for_overwrite<std::uint8_t[]>(room_);
  const std::size_t left = room_ - end_ % room_;
  if (needed > left) end_ += left;  // a segment is in one piece
  const std::uint64_t begin = end_;
  std::uint8_t* const to = octets_.get() + begin % room_;
  const Head head{previous, offset, bytes.size()};
  std::memcpy(to, &head, sizeof(head));
  if (!bytes.empty()) std::memcpy(to + sizeof(head), bytes.data(), bytes.size());
  end_ += needed;
  return begin + 1;
}

std::optional<RecentOctets::Segment> RecentOctets::find(Mark mark) const {
  if (mark == 0 || mark - 1 + room_ < end_) return std::nullopt;
  const std::uint8_t* const from = octets_.get() + (mark - 1) % room_;
  Head head{};
  std::memcpy(&head, from, sizeof(head));
  return Segment{head.offset, {from + sizeof(head), head.bytes}, head.previous};
}

}  // namespace flowstat
