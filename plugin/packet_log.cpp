#include "plugin/packet_log.h"

#include <cstring>
#include <ranges>

#include "core/flow/features.h"
#include "core/packet/packet_fields.h"

namespace flowstat::plugin {

namespace {

/// What fields need; MD5 is a matter of flowdump's.
constexpr const Feature* kFeatures[] = {&kCommunityId, &kFlowUid, &kOrigin,      &kPlace,
                                        &kTiming,      &kVolume,  &kInterArrival};

/// What features take of a packet. A test compares each field of each packet with flowdump's, which
/// a feature that takes anything else would fail.
Packet packet_of(const PacketNote& note, std::uint32_t index) {
  Packet packet;
  packet.time_ns = note.time_ns;
  packet.frame_number = index + std::int64_t{1};
  packet.wire_bytes = note.wire_bytes;
  packet.ip_bytes = note.ip_bytes;
  packet.payload_bytes = note.payload_bytes;
  packet.has_payload = note.has_payload;
  return packet;
}

}  // namespace

PacketLog::PacketLog(const FlowRules& rules)
    : ascending_(packet_field("ip_direction_asc")),
      is_ascending_(column_spec(ascending_, {})),
      walk_(rules, kFeatures) {
  record_.extend(flows().record_bytes());
}

void PacketLog::take(const Frame& frame) {
  while (frames() + 1 < static_cast<std::size_t>(frame.number)) notes_.push_back({});
  walk_.take(frame);
  for (const FlowSlot slot : flows().ended())
    by_id_[static_cast<std::size_t>(flows()[slot].id)].slot = FlowRef::kNone;
  const PacketAt at{batch(), 0};
  PacketNote made;
  if (at.ref().is_known()) note(at, made);
  notes_.push_back(made);
}

void PacketLog::note(const PacketAt& at, PacketNote& to) {
  const Packet& packet = at.packet();
  const FlowRef& ref = at.ref();
  const auto index = static_cast<std::uint32_t>(frames());
  const bool is_first = static_cast<std::size_t>(ref.id) == by_id_.size();
  if (is_first) by_id_.emplace_back();
  Flow& flow = by_id_[static_cast<std::size_t>(ref.id)];
  to.time_ns = packet.time_ns;
  to.flow = static_cast<std::uint32_t>(ref.id);
  to.number = static_cast<std::uint32_t>(ref.packet);
  to.previous = is_first ? PacketNote::kNone : flow.last;
  to.wire_bytes = packet.wire_bytes;
  to.ip_bytes = packet.ip_bytes;
  to.payload_bytes = packet.payload_bytes;
  to.direction = ref.direction;
  to.has_payload = packet.has_payload;
  is_ascending_.clear();
  ascending_.fill(at.batch.packets, is_ascending_);
  to.is_ascending = is_ascending_.bit(0);
  if (is_first || to.number % kSnapshotEvery == 0)
    to.snapshot = add_snapshot(flows().record(ref.slot));
  flow = {ref.slot, index};
}

std::uint32_t PacketLog::add_snapshot(const std::byte* record) {
  const std::size_t bytes = flows().record_bytes();
  const auto snapshot = static_cast<std::uint32_t>(snapshots_.size() / bytes);
  snapshots_.append(record, bytes);
  return snapshot;
}

const std::byte* PacketLog::record_at(std::uint32_t number) {
  const std::uint32_t index = number - 1;
  const Flow& flow = by_id_[notes_[index].flow];
  if (flow.last == index && flow.slot != FlowRef::kNone) return flows().record(flow.slot);
  return record_of(index);
}

const std::byte* PacketLog::last_record(std::uint32_t number) {
  return record_at(by_id_[notes_[number - 1].flow].last + 1);
}

const FlowEntry& PacketLog::entry(std::uint32_t number) {
  return *reinterpret_cast<const FlowEntry*>(record_at(number));
}

FlowEnds PacketLog::ends(std::uint32_t number) {
  const FlowEntry& flow = entry(number);
  return {flow, FlowTable::is_forward_from_a(flow)};
}

const std::byte* PacketLog::record_of(std::uint32_t index) {
  const std::size_t bytes = flows().record_bytes();
  path_.clear();
  for (; notes_[index].snapshot == PacketNote::kNone; index = notes_[index].previous)
    path_.push_back(index);
  const std::byte* const snapshot = snapshots_.data() + notes_[index].snapshot * bytes;
  if (path_.empty()) return snapshot;
  std::memcpy(record_.data(), snapshot, bytes);
  for (const std::uint32_t each : std::views::reverse(path_)) {
    const Packet packet = packet_of(notes_[each], each);
    const FlowPacket in_flow{0, 0, notes_[each].direction};
    flows().layout().update({{&packet, 1}, {&in_flow, 1}}, record_.data(), bytes);
  }
  return record_.data();
}

}  // namespace flowstat::plugin
