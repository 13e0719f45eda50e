#include "core/flow/flow_table.h"

#include <algorithm>

#include "core/flow/features.h"

namespace flowstat {

namespace {

// Marks of a FlowEntry. Those for a side are shifted left by the side: 0 is a, 1 is b.
constexpr std::uint32_t kForwardFromA = 1;
constexpr std::uint32_t kSeenRst = 2;
constexpr std::uint32_t kSeenSyn = 4;   // and 8
constexpr std::uint32_t kSeenFin = 16;  // and 32
constexpr std::uint32_t kSeenBothFins = 48;
constexpr std::uint32_t kEnded = 64;     // another flow has the tuple now
constexpr std::uint32_t kSeenSeq = 128;  // and 256
constexpr std::uint32_t kShut = 512;     // another connection has the tuple, and may be no flow

/// A SYN that comes after a connection's end may be that connection's own, in a capture whose
/// frames are out of order, if it lies so many octets at most before what was sent. A new
/// connection's lies behind, as clocks make initial sequence numbers rise (RFC 9293 §3.4.1), or
/// anywhere.
constexpr std::int32_t kMostLateBytes = 1 << 24;

/// Packets between the look-up of their flows and the update of their features' States, which are
/// fetched in between: enough to hide a cache miss, few enough for their lines to stay in cache.
constexpr std::size_t kGroup = 64;

std::size_t side_of(bool is_from_a) {
  return is_from_a ? 0 : 1;
}

bool is_closed(const FlowEntry& flow) {
  return (flow.marks() & kSeenRst) != 0 || (flow.marks() & kSeenBothFins) == kSeenBothFins;
}

/// True if `packet` begins a new connection on the tuple of `flow`.
bool is_reuse(const FlowEntry& flow, const Packet& packet, bool is_from_a) {
  if (!packet.is_tcp() || !packet.is_syn()) return false;
  const std::size_t side = side_of(is_from_a);
  if ((flow.marks() & kSeenSyn << side) != 0)
    return is_closed(flow) || flow.first_seq[side] != packet.tcp_seq;
  const auto ahead = static_cast<std::int32_t>(flow.first_seq[side] - (packet.tcp_seq + 1));
  const bool is_late =
      (flow.marks() & kSeenSeq << side) != 0 && ahead >= 0 && ahead <= kMostLateBytes;
  return is_closed(flow) && !is_late;
}

/// A SYN comes from the initiator, a SYN+ACK goes to it; otherwise who speaks first is taken for
/// it.
bool is_from_initiator(const Packet& packet) {
  return !(packet.is_tcp() && packet.is_syn_ack());
}

}  // namespace

FlowTable::FlowTable(std::span<const Feature* const> wanted, const FlowLimits& limits)
    : layout_(wanted, sizeof(FlowEntry)),
      flows_(layout_.record_bytes() - sizeof(FlowEntry)),
      limits_(limits) {}

std::span<const FlowRef> FlowTable::take(std::span<const Packet> packets, std::span<const Key> keys,
                                         std::span<const StreamNumber> numbers) {
  // Slots of flows that ended in the last batch were still to be read; now they may be reused.
  for (const FlowSlot slot : ended_) flows_.release(slot);
  ended_.clear();
  packets_ = packets;
  keys_ = keys;
  numbers_ = numbers;
  refs_.assign(packets.size(), FlowRef{});
  if (states(kPlace).first != nullptr) places_.resize(packets.size());
  for (std::size_t first = 0; first < packets.size(); first += kGroup)
    take_group(first, std::min(kGroup, packets.size() - first));
  return refs_;
}

void FlowTable::take_group(std::size_t first, std::size_t count) {
  in_flows_.clear();
  for (std::size_t i = first; i < first + count; ++i) {
    flows_.look_ahead(keys_, i);
    const Packet& packet = packets_[i];
    if (!packet.has_ip()) continue;
    const FlowSlot slot = find_or_open(i);
    if (slot == FlowRef::kNone) continue;
    if (limits_.has_timeouts()) note_time(slot, packet.time_ns);
    FlowEntry& flow = flows_[slot];
    const bool is_from_a = keys_[i].is_from_a;
    if (packet.is_tcp()) note_tcp(flow, packet, is_from_a);
    const bool is_forward = is_from_a == ((flow.marks() & kForwardFromA) != 0);
    const Direction direction = is_forward ? Direction::forward : Direction::backward;
    flow.add_packet();
    refs_[i] = {slot, direction, flow.id, static_cast<std::int64_t>(flow.packets())};
    in_flows_.push_back({static_cast<std::uint32_t>(i), slot, direction});
  }
  layout_.update({packets_, in_flows_, places_}, flows_.record(0), flows_.record_bytes());
}

FlowSlot FlowTable::find_or_open(std::size_t i) {
  const FlowSlot slot = flows_.find(keys_[i]);
  if (slot == TupleTable<FlowEntry>::kNone) return open(i);
  if ((flows_[slot].marks() & kShut) != 0) return FlowRef::kNone;
  if (!is_reuse(flows_[slot], packets_[i], keys_[i].is_from_a) &&
      !(limits_.has_timeouts() && is_timed_out(slot, packets_[i].time_ns)))
    return slot;
  if (next_id_ >= limits_.most_flows) {
    flows_[slot].mark(kShut);
    return FlowRef::kNone;
  }
  flows_[slot].mark(kEnded);
  ended_.push_back(slot);
  return open(i);
}

FlowSlot FlowTable::open(std::size_t i) {
  if (next_id_ >= limits_.most_flows) return FlowRef::kNone;
  const FlowSlot slot = flows_.insert(keys_[i]);
  FlowEntry& flow = flows_[slot];
  flow.id = next_id_++;
  if (keys_[i].is_from_a == is_from_initiator(packets_[i])) flow.mark(kForwardFromA);
  start_states(slot, i);
  return slot;
}

bool FlowTable::is_timed_out(FlowSlot slot, std::int64_t now_ns) const {
  const Times& times = times_[slot];
  if (now_ns == Frame::kNoTime || times.first_ns == Frame::kNoTime) return false;
  const auto is_over = [now_ns](std::int64_t since_ns, std::int64_t most_ns) {
    if (most_ns == FlowLimits::kNone) return false;
    std::int64_t passed_ns = 0;
    if (__builtin_sub_overflow(now_ns, since_ns, &passed_ns)) return now_ns > since_ns;
    return passed_ns > most_ns;
  };
  return is_over(times.last_ns, limits_.idle_ns) || is_over(times.first_ns, limits_.active_ns);
}

void FlowTable::note_time(FlowSlot slot, std::int64_t time_ns) {
  if (slot >= times_.size()) times_.resize(slot + 1);
  if (flows_[slot].packets() == 0) times_[slot] = {};
  if (time_ns == Frame::kNoTime) return;
  Times& times = times_[slot];
  times.first_ns = times.first_ns == Frame::kNoTime ? time_ns : times.first_ns;
  times.last_ns = std::max(times.last_ns, time_ns);
}

void FlowTable::start_states(FlowSlot slot, std::size_t i) {
  const FlowStart start{packets_[i], keys_[i].tuple, is_forward_from_a(slot),
                        numbers_.empty() ? StreamNumber{} : numbers_[i]};
  layout_.start(start, flows_.record(slot));
}

void FlowTable::note_tcp(FlowEntry& flow, const Packet& packet, bool is_from_a) {
  const std::size_t side = side_of(is_from_a);
  std::uint32_t& first = flow.first_seq[side];
  std::uint32_t marks = flow.marks();
  const bool has_syn = (marks & kSeenSyn << side) != 0;
  if (!has_syn) {
    const bool is_syn = packet.has_flags(tcp_flag::kSyn);
    const bool has_seq = (marks & kSeenSeq << side) != 0;
    if (is_syn || !has_seq || static_cast<std::int32_t>(packet.tcp_seq - first) < 0)
      first = packet.tcp_seq;
    marks |= (is_syn ? kSeenSyn : kSeenSeq) << side;
  }
  if (packet.has_flags(tcp_flag::kFin)) marks |= kSeenFin << side;
  if (packet.has_flags(tcp_flag::kRst)) marks |= kSeenRst;
  flow.mark(marks);
}

bool FlowTable::is_forward_from_a(const FlowEntry& flow) {
  return (flow.marks() & kForwardFromA) != 0;
}

std::vector<FlowSlot> FlowTable::live() const {
  std::vector<FlowSlot> slots;
  slots.reserve(flows_.size());
  flows_.for_each([&](FlowSlot slot) {
    if ((flows_[slot].marks() & kEnded) == 0) slots.push_back(slot);
  });
  // Slots are given in order of ids, so only those that were used again are out of place.
  const auto id = [this](FlowSlot slot) { return flows_[slot].id; };
  if (!std::ranges::is_sorted(slots, {}, id)) std::ranges::sort(slots, {}, id);
  return slots;
}

ConstStates FlowTable::states(const Feature& feature) const {
  return layout_.states(feature, flows_.record(0), flows_.record_bytes());
}

}  // namespace flowstat
