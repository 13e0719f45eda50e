#include "plugin/recent_octets.h"

namespace flowstat::plugin {

RecentOctets::Mark RecentOctets::add(Mark previous, std::int64_t offset, Bytes bytes) {
  constexpr std::size_t kAlign = alignof(Head);
  const std::size_t needed = (sizeof(Head) + bytes.size() + kAlign - 1) / kAlign * kAlign;
  if (needed > kRoom) return previous;
  if (!octets_) octets_ = std::make_unique_for_overwrite<std::uint8_t[]>(kRoom);
  const std::size_t left = kRoom - end_ % kRoom;
  if (needed > left) end_ += left;  // a segment is in one piece
  const std::uint64_t begin = end_;
  std::uint8_t* const to = octets_.get() + begin % kRoom;
  const Head head{previous, offset, bytes.size()};
  std::memcpy(to, &head, sizeof(head));
  if (!bytes.empty()) std::memcpy(to + sizeof(head), bytes.data(), bytes.size());
  end_ += needed;
  return begin + 1;
}

std::optional<RecentOctets::Segment> RecentOctets::find(Mark mark) const {
  if (mark == 0 || mark - 1 + kRoom < end_) return std::nullopt;
  const std::uint8_t* const from = octets_.get() + (mark - 1) % kRoom;
  Head head{};
  std::memcpy(&head, from, sizeof(head));
  return Segment{head.offset, {from + sizeof(head), head.bytes}, head.previous};
}

}  // namespace flowstat::plugin
