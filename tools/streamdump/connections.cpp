#include "tools/streamdump/connections.h"

#include <algorithm>

#include "core/flow/features.h"
#include "core/flow/features/community_id.h"
#include "core/flow/features/flow_uid.h"
#include "core/flow/features/origin.h"
#include "core/flow/flow_fields.h"
#include "core/packet/ethernet.h"

namespace flowstat::streamdump {

namespace {

template <class F>
const typename F::State& state_of(const FlowTable& flows, const Feature& feature, FlowSlot slot) {
  return static_cast<const typename F::State*>(flows.states(feature))[slot];
}

bool has_any(const std::vector<NumberRange>& ranges, std::int64_t number) {
  return std::ranges::any_of(ranges, [&](const NumberRange& range) { return range.has(number); });
}

template <class Value>
bool has(const std::vector<Value>& values, const Value& value) {
  return std::ranges::find(values, value) != values.end();
}

StreamOwner owner_of(const FlowTable& flows, FlowSlot slot) {
  const Sha1& digest = state_of<CommunityId>(flows, kCommunityId, slot).digest;
  const StreamNumber number = state_of<Origin>(flows, kOrigin, slot).number;
  return {flows[slot].id, Hash{state_of<FlowUid>(flows, kFlowUid, slot).uid}, first_63_bits(digest),
          community_id_text(digest), StreamNumber::known(number.tcp)};
}

/// What the command line asks of connections; the rest is asked of streams when they are over.
bool is_wanted(const StreamWanted& wanted, const StreamOwner& owner, const Tuple& tuple) {
  if (!wanted.tcp_streams.empty() &&
      !(owner.tcp_stream && has_any(wanted.tcp_streams, *owner.tcp_stream)))
    return false;
  if (!wanted.flow_ids.empty() && !has_any(wanted.flow_ids, owner.flow_id)) return false;
  if (!wanted.community_ids.empty() &&
      !has(wanted.community_ids, std::string(owner.community_id.view())))
    return false;
  if (!wanted.addresses.empty() && !has(wanted.addresses, tuple.a_address()) &&
      !has(wanted.addresses, tuple.b_address()))
    return false;
  return wanted.ports.empty() || has(wanted.ports, tuple.a_port) || has(wanted.ports, tuple.b_port);
}

EndReason end_reason(const ByteStream& stream, bool has_rst, bool is_reused) {
  if (stream.has_fin()) return EndReason::fin;
  if (has_rst) return EndReason::reset;
  return is_reused ? EndReason::reused : EndReason::capture;
}

/// The part of `piece` within the first `most` octets from `base` on.
Piece limited(const Piece& piece, std::int64_t base, std::int64_t most) {
  const std::int64_t room = std::max<std::int64_t>(base + most - piece.offset, 0);
  if (room >= static_cast<std::int64_t>(piece.bytes.size())) return piece;
  return {piece.offset, piece.bytes.first(static_cast<std::size_t>(room)), piece.is_again};
}

/// `spans` up to the offset `most`.
std::vector<Span> limited(const std::vector<Span>& spans, std::int64_t most) {
  std::vector<Span> some;
  for (Span span : spans) {
    span.bytes = std::min(span.bytes, most - span.offset);
    if (span.bytes > 0) some.push_back(span);
  }
  return some;
}

}  // namespace

std::vector<const Feature*> Connections::features() {
  return {&kCommunityId, &kFlowUid, &kOrigin};
}

Status Connections::take(const walk::FlowWalk& walk, std::vector<StreamRow>& rows) {
  const auto packets = walk.packets().packets();
  for (std::size_t i = 0; i < packets.size(); ++i) {
    if (!packets[i].is_tcp() || !walk.refs()[i].is_known()) continue;
    if (const Status status = take_packet(walk, i); !status.ok()) return status;
  }
  for (const FlowSlot slot : walk.flows().ended())
    if (const Status status = end(walk, slot, true, rows); !status.ok()) return status;
  return kOk;
}

Status Connections::take_packet(const walk::FlowWalk& walk, std::size_t i) {
  Connection& connection = connection_of(walk, i);
  if (!connection.is_wanted) return kOk;
  const Direction direction = walk.refs()[i].direction;
  Way& way = connection.ways[static_cast<std::size_t>(direction)];
  way.stream.take(walk.packets().packets()[i], pieces_);
  if (files_ == nullptr || pieces_.list.empty()) return kOk;
  if (!options_.streams.has(direction)) return kOk;
  return write(walk, i, way);
}

Connections::Connection& Connections::connection_of(const walk::FlowWalk& walk, std::size_t i) {
  const FlowSlot slot = walk.refs()[i].slot;
  if (slot >= by_slot_.size())
    by_slot_.resize(std::max<std::size_t>(slot + 1, by_slot_.size() * 2));
  if (!by_slot_[slot]) {
    by_slot_[slot] = std::make_unique<Connection>();
    by_slot_[slot]->is_wanted =
        is_wanted(options_.streams, owner_of(walk.flows(), slot), walk.flows()[slot].tuple);
  }
  return *by_slot_[slot];
}

Status Connections::write(const walk::FlowWalk& walk, std::size_t i, Way& way) {
  if (options_.max_bytes) {
    for (Piece& piece : pieces_.list)
      piece = limited(piece, way.stream.base(), *options_.max_bytes);
    std::erase_if(pieces_.list, [](const Piece& piece) { return piece.bytes.empty(); });
    if (pieces_.list.empty()) return kOk;
  }
  if (way.file == kNoFile) name(walk, i, way);
  return writer_.write(walk.packets().packets()[i], pieces_, way.stream, Store{files_, way.file});
}

void Connections::name(const walk::FlowWalk& walk, std::size_t i, Way& way) {
  const PacketRow row = walk.packets()[i];
  StreamName name;
  name.flow_id = walk.refs()[i].id;
  name.direction = walk.refs()[i].direction;
  name.src = row.packet.src;
  name.dst = row.packet.dst;
  name.src_port = row.packet.src_port;
  name.dst_port = row.packet.dst_port;
  name.first_time_ns = way.stream.sums().first.time_ns;
  if (row.packet.has_vlan) name.vlan_id = row.packet.vlan_id;
  if (const Layer* layer = innermost(row.layers, Protocol::ethernet)) {
    const Ethernet ethernet = decode_ethernet(row.frame.bytes.subspan(layer->offset)).header;
    name.src_mac = ethernet.src;
    name.dst_mac = ethernet.dst;
  }
  std::string path = naming_.name_of(name);
  if (!options_.naming.empty()) {  // the default's flow number makes it unique
    name.repeat = names_[path]++;
    std::string repeated = name.repeat == 0 ? path : naming_.name_of(name);
    // A template without a number of repeats gets one.
    if (name.repeat > 0 && repeated == path) repeated += "c" + std::to_string(name.repeat);
    path = std::move(repeated);
  }
  way.path = path;
  way.file = files_->add(std::move(path));
}

Status Connections::end_all(const walk::FlowWalk& walk, std::size_t most,
                            std::vector<StreamRow>& rows) {
  if (!is_ending_) left_ = walk.flows().live();
  is_ending_ = true;
  for (; next_left_ < left_.size() && rows.size() < most; ++next_left_)
    if (const Status status = end(walk, left_[next_left_], false, rows); !status.ok())
      return status;
  return kOk;
}

Status Connections::end(const walk::FlowWalk& walk, FlowSlot slot, bool is_reused,
                        std::vector<StreamRow>& rows) {
  if (slot >= by_slot_.size() || !by_slot_[slot]) return kOk;
  const auto connection = std::move(by_slot_[slot]);
  if (!connection->is_wanted) return kOk;
  const bool has_rst = connection->ways[0].stream.has_rst() || connection->ways[1].stream.has_rst();
  const FlowEnds ends{walk.flows()[slot], walk.flows().is_forward_from_a(slot)};
  for (const Direction direction : {Direction::forward, Direction::backward}) {
    Way& way = connection->ways[static_cast<std::size_t>(direction)];
    if (way.stream.sums().packets == 0) continue;
    if (!options_.streams.has(direction)) continue;
    const bool is_forward = direction == Direction::forward;
    StreamRow row;
    row.owner = owner_of(walk.flows(), slot);
    row.direction = direction;
    row.src = is_forward ? ends.src() : ends.dst();
    row.dst = is_forward ? ends.dst() : ends.src();
    row.src_port = is_forward ? ends.src_port() : ends.dst_port();
    row.dst_port = is_forward ? ends.dst_port() : ends.src_port();
    row.end_reason = end_reason(way.stream, has_rst, is_reused);
    if (const Status status = end_way(way, row, rows); !status.ok()) return status;
  }
  return kOk;
}

Status Connections::end_way(Way& way, StreamRow& row, std::vector<StreamRow>& rows) {
  row.sums = way.stream.sums();
  row.spans = way.stream.spans();
  row.conflicts = way.stream.conflicts();
  row.is_compared = files_ != nullptr;
  const bool is_kept = row.payload_bytes() >= options_.streams.min_bytes;
  if (way.file != kNoFile) {
    const std::int64_t time_ns = row.spans.empty() ? Frame::kNoTime : row.spans.front().time_ns;
    std::vector<Span> in_file =
        options_.max_bytes ? limited(row.spans, *options_.max_bytes) : row.spans;
    if (!is_kept) in_file.clear();
    const Status status = files_->close(way.file, way.stream.base(), in_file, time_ns);
    if (!status.ok()) return status;
    if (std::ranges::any_of(in_file, &Span::is_in_file)) row.file = std::move(way.path);
  }
  if (is_kept) rows.push_back(std::move(row));
  return kOk;
}

}  // namespace flowstat::streamdump
