#include "core/stream/held_stream.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace flowstat {

namespace {

std::size_t cost_of(const HeldSegment& segment) {
  return sizeof(HeldSegment) + (segment.own ? segment.bytes.size() : 0);
}

/// Copies what `segment` has of the octets from `offset` on.
void copy_part(const HeldSegment& segment, std::int64_t offset, std::span<std::uint8_t> to) {
  const std::int64_t begin = std::max(offset, segment.offset);
  const std::int64_t end = std::min(offset + static_cast<std::int64_t>(to.size()), segment.end());
  if (begin >= end) return;
  std::memcpy(to.data() + (begin - offset), segment.bytes.data() + (begin - segment.offset),
              static_cast<std::size_t>(end - begin));
}

/// What `segment` has from `offset` on.
HeldSegment rest_of(const HeldSegment& segment, std::int64_t offset) {
  HeldSegment rest = segment.part(offset, segment.end());
  if (segment.own) rest.keep();
  return rest;
}

}  // namespace

void HeldSegment::keep() {
  auto copy = bytes.empty() ? nullptr : std::make_unique<std::uint8_t[]>(bytes.size());
  std::ranges::copy(bytes, copy.get());
  own = std::move(copy);
  bytes = {own.get(), bytes.size()};
}

HeldSegment HeldSegment::part(std::int64_t begin, std::int64_t end) const {
  const auto from = static_cast<std::size_t>(begin - offset);
  const auto count = static_cast<std::size_t>(end - begin);
  return {begin, bytes.subspan(from, count), arrival, ack, has_ack, nullptr};
}

void HeldStream::write(HeldSegment segment) {
  if (segment.bytes.empty()) return;
  const std::int64_t offset = segment.offset;
  if (offset < end_) {
    clear(offset, segment.end());
    end_ = std::max(end_, segment.end());
    return put_late(std::move(segment));
  }
  end_ = segment.end();
  held_bytes_ += cost_of(segment);
  in_order_.push_back(std::move(segment));
}

void HeldStream::put_late(HeldSegment segment) {
  held_bytes_ += cost_of(segment);
  const std::int64_t offset = segment.offset;
  late_.insert_or_assign(offset, std::move(segment));
}

/// Drops what is held of [begin, end).
void HeldStream::clear(std::int64_t begin, std::int64_t end) {
  const auto from = static_cast<std::size_t>(first_behind(begin) - in_order_.begin());
  for (std::size_t i = from; i < in_order_.size() && in_order_[i].offset < end; ++i)
    clear_in(in_order_[i], begin, end);
  while (true) {
    const auto next = first_late_behind(begin);
    if (next == late_.end() || next->first >= end) return;
    auto node = late_.extract(next);
    clear_in(node.mapped(), begin, end);
    if (!node.mapped().bytes.empty()) late_.insert(std::move(node));
  }
}

/// Makes `segment` end at `begin`; what it has behind `end` becomes another.
void HeldStream::clear_in(HeldSegment& segment, std::int64_t begin, std::int64_t end) {
  if (segment.bytes.empty() || segment.end() <= begin || segment.offset >= end) return;
  held_bytes_ -= cost_of(segment);
  if (segment.end() > end) put_late(rest_of(segment, end));
  const auto left = static_cast<std::size_t>(std::max<std::int64_t>(begin - segment.offset, 0));
  segment.bytes = segment.bytes.first(left);
  if (segment.own) segment.keep();  // of no more memory than it says
  if (left > 0) held_bytes_ += cost_of(segment);
  has_empty_ |= left == 0;
}

void HeldStream::read_back(std::int64_t offset, std::span<std::uint8_t> to) const {
  const std::int64_t end = offset + static_cast<std::int64_t>(to.size());
  for (auto i = first_behind(offset); i != in_order_.end() && i->offset < end; ++i)
    copy_part(*i, offset, to);
  for (auto i = first_late_behind(offset); i != late_.end() && i->first < end; ++i)
    copy_part(i->second, offset, to);
}

std::vector<HeldSegment> HeldStream::take_until(std::int64_t end) {
  std::vector<HeldSegment> taken = take_in_order(end);
  const auto in_order = static_cast<std::ptrdiff_t>(taken.size());
  while (!late_.empty() && late_.begin()->first < end)
    taken.push_back(std::move(late_.extract(late_.begin()).mapped()));
  std::inplace_merge(
      taken.begin(), taken.begin() + in_order, taken.end(),
      [](const HeldSegment& a, const HeldSegment& b) { return a.offset < b.offset; });
  if (has_empty_) std::erase_if(taken, [](const HeldSegment& each) { return each.bytes.empty(); });
  for (const HeldSegment& segment : taken) held_bytes_ -= cost_of(segment);
  if (!taken.empty() && taken.back().end() > end) {
    HeldSegment& last = taken.back();
    put_late(rest_of(last, end));
    last.bytes = last.bytes.first(static_cast<std::size_t>(end - last.offset));
  }
  return taken;
}

/// Those that came in order, as they are where there are no others.
std::vector<HeldSegment> HeldStream::take_in_order(std::int64_t end) {
  const auto cut = std::ranges::lower_bound(in_order_, end, {}, &HeldSegment::offset);
  if (cut == in_order_.end()) return std::exchange(in_order_, {});
  std::vector<HeldSegment> taken(std::move_iterator(in_order_.begin()), std::move_iterator(cut));
  in_order_.erase(in_order_.begin(), cut);
  return taken;
}

std::vector<HeldSegment>::const_iterator HeldStream::first_behind(std::int64_t offset) const {
  // Ends rise as offsets do, also where a segment has become empty or shorter.
  return std::ranges::upper_bound(in_order_, offset, {}, &HeldSegment::end);
}

HeldStream::Late::const_iterator HeldStream::first_late_behind(std::int64_t offset) const {
  const auto above = late_.upper_bound(offset);
  if (above == late_.begin()) return above;
  const auto before = std::prev(above);
  return before->second.end() > offset ? before : above;
}

}  // namespace flowstat
