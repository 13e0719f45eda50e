#include "core/stream/segment_queues.h"

#include <algorithm>

namespace flowstat {

SegmentQueues::Id SegmentQueues::add(std::uint32_t file) {
  queues_.push_back({file, kNone, kNone, 0, 0, INT64_MAX});
  return size() - 1;
}

void SegmentQueues::push(Id id, std::int64_t offset, Bytes bytes) {
  const std::uint32_t added = new_segment();
  segments_[added] = {bytes, offset, kNone};
  Queue& queue = queues_[id];
  (queue.empty() ? queue.first : segments_[queue.last].next) = added;
  queue.last = added;
  ++queue.segments;
  queue.bytes += bytes.size();
  queue.lowest = std::min(queue.lowest, offset);
}

SegmentQueues::Run SegmentQueues::run_from(std::uint32_t first) {
  Run run{{}, segments_[first].offset, segments_[first].offset, first};
  std::size_t count = 0;
  while (run.next != kNone && count < kMostSegments) {
    const Segment& segment = segments_[run.next];
    if (segment.offset != run.end) break;
    pieces_[count++] = {const_cast<std::uint8_t*>(segment.bytes.data()), segment.bytes.size()};
    run.end = segment.end();
    run.next = segment.next;
  }
  run.pieces = {pieces_, count};
  return run;
}

const SegmentQueues::Segment* SegmentQueues::last_at(Id id, std::int64_t offset,
                                                     std::int64_t end) const {
  const Segment* found = nullptr;
  for (std::uint32_t i = queues_[id].first; i != kNone; i = segments_[i].next) {
    const Segment& segment = segments_[i];
    if (segment.offset < end && segment.end() > offset) found = &segment;
  }
  return found;
}

void SegmentQueues::cut(Id id, std::int64_t offset) {
  Queue& queue = queues_[id];
  if (queue.lowest >= offset) return;
  for (std::uint32_t i = queue.first; i != kNone; i = segments_[i].next) {
    Segment& segment = segments_[i];
    if (segment.offset >= offset) continue;
    const std::int64_t cut = std::min(offset, segment.end()) - segment.offset;
    segment.bytes = segment.bytes.subspan(static_cast<std::size_t>(cut));
    segment.offset = offset;
  }
  queue.lowest = offset;
}

void SegmentQueues::clear(Id id) {
  Queue& queue = queues_[id];
  if (!queue.empty()) {
    segments_[queue.last].next = free_;
    free_ = queue.first;
  }
  queue = {queue.file, kNone, kNone, 0, 0, INT64_MAX};
}

void SegmentQueues::reset() {
  queues_.clear();
  segments_.clear();
  free_ = kNone;
}

std::uint32_t SegmentQueues::new_segment() {
  if (free_ == kNone) {
    segments_.extend(1);
    return static_cast<std::uint32_t>(segments_.size() - 1);
  }
  const std::uint32_t segment = free_;
  free_ = segments_[segment].next;
  return segment;
}

}  // namespace flowstat
