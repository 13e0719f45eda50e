#include "core/connections/connections.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "core/stream/cut.h"
#include "core/stream/stream_row.h"

namespace flowstat {

namespace {

bool has_any(const std::vector<NumberRange>& ranges, std::int64_t number) {
  return std::ranges::any_of(ranges, [&](const NumberRange& range) { return range.has(number); });
}

template <class Value>
bool has(const std::vector<Value>& values, const Value& value) {
  return std::ranges::find(values, value) != values.end();
}

StreamOwner owner_in(const FlowTable& flows, FlowSlot slot) {
  return owner_of(flows[slot], flows.layout(), flows.record(slot));
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

/// What the row of a direction says without its octets.
StreamRow row_of_way(const FlowEnds& ends, const StreamOwner& owner, Direction direction,
                     const Way& way) {
  StreamRow row = row_of(ends, owner, direction);
  row.protocol = way.protocol();
  row.wire_bytes = way.wire_bytes;
  row.sums = way.final_sums();
  row.spans = way.spans();
  row.conflicts = way.conflicts();
  return row;
}

}  // namespace

std::vector<const Feature*> Connections::features() {
  const auto features = owner_features();
  return {features.begin(), features.end()};
}

Status Connections::take(const FlowBatch& batch, std::vector<StreamRow>& rows) {
  const auto packets = batch.packets.packets();
  for (std::size_t i = 0; i < packets.size(); ++i) {
    const bool is_taken =
        packets[i].is_tcp() || (options_.takes_udp && packets[i].transport == Protocol::udp);
    if (!is_taken || !batch.refs[i].is_known()) continue;
    if (const Status status = take_packet({batch, i}); !status.ok()) return status;
  }
  if (output_ != nullptr) {
    if (const Status status = output_->end_batch(); !status.ok()) return status;
    if (const Status status = relieve(); !status.ok()) return status;
  }
  for (const FlowSlot slot : batch.flows.ended())
    if (const Status status = end(batch.flows, slot, true, rows); !status.ok()) return status;
  return kOk;
}

Status Connections::take_packet(const PacketAt& at) {
  Connection& connection = connection_of(at);
  if (!connection.is_wanted) return kOk;
  Way& way = connection.way(at.ref().direction);
  way.take(at.packet(), pieces_);
  if (acknowledges(at.packet()))
    connection.way(opposite(at.ref().direction)).bytes.acknowledge(at.packet().tcp_ack);
  if (output_ == nullptr) return kOk;
  if (!pieces_.list.empty() && options_.streams.has(at.ref().direction))
    if (const Status status = give(at, connection); !status.ok()) return status;
  output_->note(at, connection);
  return kOk;
}

Connection& Connections::connection_of(const PacketAt& at) {
  const FlowSlot slot = at.ref().slot;
  if (slot >= by_slot_.size()) by_slot_.resize(slot + 1);  // which doubles the room, not the size
  auto& connection = by_slot_[slot];
  if (connection) return *connection;
  const FlowTable& flows = at.batch.flows;
  connection = std::make_unique<Connection>();
  connection->flow_id = at.ref().id;
  const StreamWanted& wanted = options_.streams;
  connection->is_wanted =
      !wanted.chooses_connections() || is_wanted(wanted, owner_in(flows, slot), flows[slot].tuple);
  if (!at.packet().is_tcp())
    for (Way& way : connection->ways) way.set_apart().datagrams.emplace();
  return *connection;
}

Status Connections::give(const PacketAt& at, Connection& connection) {
  const Way& way = connection.way(at.ref().direction);
  // Without a SYN the base may still rise; the layout of the file cuts in the end.
  if (options_.max_bytes && (way.is_udp() || way.bytes.has_syn())) {
    keep_within(INT64_MIN, way.base() + *options_.max_bytes, pieces_);
    if (pieces_.list.empty()) return kOk;
  }
  return output_->take(at, connection, pieces_);
}

/// Makes room where too many octets wait: with what can be written without loss, and only if that
/// is too little with the rest, of those streams that hold most.
Status Connections::relieve() {
  if (!output_->is_full()) return kOk;
  std::vector<std::pair<std::size_t, Connection*>> holding;
  for (const auto& connection : by_slot_)
    if (connection && connection->held_bytes() > 0)
      holding.emplace_back(connection->held_bytes(), connection.get());
  std::ranges::sort(holding, std::greater{});
  for (const bool is_hard : {false, true})
    for (const auto& [bytes, connection] : holding) {
      if (output_->has_room()) break;  // no more is lost than must be
      if (const Status status = output_->relieve(*connection, is_hard); !status.ok()) return status;
    }
  output_->note_relief();
  return kOk;
}

Status Connections::end_all(const FlowTable& flows, std::size_t most,
                            std::vector<StreamRow>& rows) {
  if (!is_ending_) left_ = flows.live();
  is_ending_ = true;
  for (; next_left_ < left_.size() && rows.size() < most; ++next_left_)
    if (const Status status = end(flows, left_[next_left_], false, rows); !status.ok())
      return status;
  return kOk;
}

Status Connections::end(const FlowTable& flows, FlowSlot slot, bool is_reused,
                        std::vector<StreamRow>& rows) {
  if (slot >= by_slot_.size() || !by_slot_[slot]) return kOk;
  const auto connection = std::move(by_slot_[slot]);
  if (!connection->is_wanted) return kOk;
  RowPair wanted = rows_of(flows, slot, *connection, is_reused);
  StreamRowPair pair{};
  for (std::size_t i = 0; i < 2; ++i)
    if (wanted[i]) pair[i] = &*wanted[i];
  if (output_ != nullptr)
    if (const Status status = output_->end(*connection, pair); !status.ok()) return status;
  for (auto& row : wanted) {
    if (!row) continue;
    ++streams_;
    outside_streams_ += row->sums.outside_bytes > 0 ? 1 : 0;
    outside_bytes_ += row->sums.outside_bytes;
    rows.push_back(std::move(*row));
  }
  return kOk;
}

Connections::RowPair Connections::rows_of(const FlowTable& flows, FlowSlot slot,
                                          const Connection& connection, bool is_reused) const {
  const bool has_rst = connection.ways[0].bytes.has_rst() || connection.ways[1].bytes.has_rst();
  const FlowEnds ends{flows[slot], flows.is_forward_from_a(slot)};
  const StreamOwner owner = owner_in(flows, slot);
  RowPair rows;
  for (const Direction direction : {Direction::forward, Direction::backward}) {
    const Way& way = connection.way(direction);
    if (way.sums().packets == 0 || !options_.streams.has(direction)) continue;
    StreamRow row = row_of_way(ends, owner, direction, way);
    row.end_reason = end_reason(way.bytes, has_rst, is_reused);
    row.is_compared = output_ != nullptr;
    if (row.payload_bytes() >= options_.streams.min_bytes)
      rows[static_cast<std::size_t>(direction)] = std::move(row);
  }
  return rows;
}

void Connections::add_live(const FlowTable& flows, std::vector<StreamRow>& rows) const {
  for (const FlowSlot slot : flows.live()) {
    if (slot >= by_slot_.size() || !by_slot_[slot] || !by_slot_[slot]->is_wanted) continue;
    for (auto& row : rows_of(flows, slot, *by_slot_[slot], false))
      if (row) rows.push_back(std::move(*row));
  }
}

std::vector<std::string> Connections::hints() const {
  if (streams_ == 0 && options_.streams.chooses_any())
    return {"no stream is as the options choose them"};
  if (outside_bytes_ == 0 || output_ == nullptr) return {};
  return {std::to_string(outside_bytes_) +
          " octets that cannot be of their streams were not "
          "written, in " +
          std::to_string(outside_streams_) + (outside_streams_ == 1 ? " stream" : " streams") +
          "; see the column outside_bytes"};
}

}  // namespace flowstat
